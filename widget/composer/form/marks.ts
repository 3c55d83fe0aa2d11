// What the tools do to the text: pure, a text and a selection in, the same out. Pressing twice takes it back.

export interface Selected {
  text: string;
  start: number;
  end: number;
}

export type Tool = 'bold' | 'italic' | 'link' | 'quote' | 'codeTool';

export function mark(tool: Tool, selected: Selected): Selected {
  switch (tool) {
    case 'bold':
      return around(selected, '**');
    case 'italic':
      return around(selected, '*');
    case 'link':
      return link(selected);
    case 'quote':
      return quote(selected);
    case 'codeTool':
      return selected.text.slice(selected.start, selected.end).includes('\n') ? fence(selected) : around(selected, '`');
  }
}

function around({ text, start, end }: Selected, sign: string): Selected {
  const n = sign.length;
  const inside = text.slice(start, end);
  const isMarked = text.slice(start - n, start) === sign && text.slice(end, end + n) === sign;
  // A star that is one of the two of bold does not make it italic.
  const isLonger = sign === '*' && text.slice(start - 2, start) === '**' && text.slice(start - 3, start) !== '***';
  if (isMarked && !isLonger) {
    return { text: text.slice(0, start - n) + inside + text.slice(end + n), start: start - n, end: end - n };
  }
  return { text: text.slice(0, start) + sign + inside + sign + text.slice(end), start: start + n, end: end + n };
}

/** The words stay, and the address is selected to be typed over; an address becomes its own link's target. */
function link({ text, start, end }: Selected): Selected {
  const inside = text.slice(start, end);
  const isAddress = /^(https?:\/\/|mailto:)\S+$/.test(inside);
  const [words, address] = isAddress ? ['', inside] : [inside, 'https://'];
  const at = isAddress || !inside ? start + 1 : start + inside.length + 3;
  const length = isAddress || !inside ? 0 : address.length;
  return { text: `${text.slice(0, start)}[${words}](${address})${text.slice(end)}`, start: at, end: at + length };
}

/** Whole lines, whatever part of them is selected. */
function quote({ text, start, end }: Selected): Selected {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const to = next < 0 ? text.length : next;
  const lines = text.slice(from, to).split('\n');
  const isQuoted = lines.every((line) => line.startsWith('> '));
  const changed = lines.map((line) => (isQuoted ? line.slice(2) : `> ${line}`)).join('\n');
  return {
    text: text.slice(0, from) + changed + text.slice(to),
    start: from + changed.length,
    end: from + changed.length,
  };
}

function fence({ text, start, end }: Selected): Selected {
  const before = start > 0 && text[start - 1] !== '\n' ? '\n' : '';
  const open = `${before}\`\`\`\n`;
  const inside = text.slice(start, end).replace(/\n$/, '');
  return {
    text: `${text.slice(0, start)}${open}${inside}\n\`\`\`\n${text.slice(end).replace(/^\n/, '')}`,
    start: start + open.length,
    end: start + open.length + inside.length,
  };
}
