// Vite hands a style sheet over as minified text; adoptedStyleSheets takes it from there.

declare module '*.css?inline' {
  const text: string;
  export default text;
}
