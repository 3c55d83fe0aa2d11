// giscus (GitHub Discussions by GraphQL) and utterances (issues by GraphQL or REST). Traps: what names the page is the
// title, a path without its first slash or its extension, or else an address in the body; `author` is null for deleted
// accounts; minimised and deleted comments keep their replies; replies are one level deep and may answer one another.

import {
  array,
  count,
  type ForeignBody,
  type ForeignComment,
  type ForeignMissing,
  type ForeignRecord,
  flag,
  isObject,
  type Json,
  markdownWithHtml,
  text,
  time,
} from '../record.ts';
import { githubId } from './github-id.ts';

/**
 * Discussions, or issues of the GraphQL API, with their comments inside: each list is a page of an answer, and a
 * discussion may be on several, each with a page of its comments.
 */
export function* fromDiscussions(lists: unknown[]): Iterable<ForeignRecord> {
  yield* missingIn(lists, 'threads');
  const discussions = Map.groupBy(
    lists.flatMap(nodesOf),
    (each) => text(each.id) || text(each.url) || text(each.title),
  );
  for (const [page, [discussion = {}, ...pages]] of discussions) {
    yield pageOf(discussion, page);
    const comments = [discussion, ...pages].map((each) => each.comments);
    yield* missingIn(comments, 'comments');
    const all = comments.flatMap(nodesOf);
    // What a reply answers is named by GraphQL's id alone.
    const ids = new Map(
      [...all, ...all.flatMap(({ replies }) => nodesOf(replies))].map((node) => [node.id, githubId(node)]),
    );
    for (const node of all) {
      yield comment(node, page, null);
      yield* missingIn([node.replies], 'comments');
      for (const reply of nodesOf(node.replies)) {
        const { replyTo } = reply;
        const answered = isObject(replyTo) ? (ids.get(replyTo.id) ?? githubId(replyTo)) : '';
        yield comment(reply, page, answered || githubId(node));
      }
    }
  }
}

/** Issues of the REST API, and their comments in a list of their own (`issue_url` joins them) or inside of each. */
export function* fromIssues(issues: Json[], comments: Json[]): Iterable<ForeignRecord> {
  for (const issue of issues) {
    yield pageOf(issue, text(issue.url));
    const inside = array(issue.comments).filter(isObject);
    for (const each of inside) yield comment(each, text(issue.url), null);
    const here = inside.length + comments.filter((each) => text(each.issue_url) === text(issue.url)).length;
    // There it is a number.
    yield* missing('comments', count(issue.comments) - here);
  }
  for (const each of comments) yield comment(each, text(each.issue_url), null);
}

function pageOf(thread: Json, id: string): ForeignRecord {
  const title = text(thread.title).trim();
  const inBody = /https?:\/\/[^\s)>"\]]+/.exec(text(thread.body).replace(/<!--[\s\S]*?(?:-->|$)/g, ''))?.[0];
  const isPath = /^[^\s]+$/.test(title);
  return {
    type: 'page',
    id,
    address: inBody ?? (isPath ? title : ''),
    title: isPath ? '' : title,
    isClosed: flag(thread.locked),
  };
}

function comment(node: Json, page: string, parent: string | null): ForeignComment {
  const author = [node.author, node.user].find(isObject) ?? {};
  const isGone = time(node.deletedAt) !== null || (node.isMinimized === true && node.minimizedReason !== 'spam');
  const login = text(author.login);
  return {
    type: 'comment',
    id: githubId(node),
    page,
    parent,
    name: login || 'ghost',
    ...(login !== '' && { url: text(author.html_url) || `https://github.com/${login}` }),
    body: bodyOf(node),
    at: time(node.createdAt ?? node.created_at),
    status: isGone ? 'removed' : node.isMinimized === true ? 'spam' : 'approved',
    likes: likesOf(node),
    isOwner: text(node.authorAssociation ?? node.author_association) === 'OWNER',
  };
}

/** Addresses of pictures that GitHub signs for some minutes: the Markdown has those that stay. */
const SIGNED_FOR_MINUTES = 'private-user-images.githubusercontent.com';

/** As GitHub showed it, where it is in the file: with emoji for their names, and people linked. */
function bodyOf(node: Json): ForeignBody {
  const [html, markdown] = [text(node.bodyHTML ?? node.body_html), text(node.body)];
  const isBetter = markdown.trim() === '' || (html.trim() !== '' && !html.includes(SIGNED_FOR_MINUTES));
  return isBetter ? { html } : markdownWithHtml(markdown);
}

/** An upvote, a thumb up and a heart say the same; the same reader may give all three, so the largest counts. */
function likesOf(node: Json): number {
  const groups = array(node.reactionGroups).filter(isObject);
  const kinds = groups.filter(({ content }) => content === 'THUMBS_UP' || content === 'HEART');
  const reactions = isObject(node.reactions) ? [count(node.reactions['+1']), count(node.reactions.heart)] : [];
  const counts = kinds.map(({ users }) => (isObject(users) ? count(users.totalCount) : 0));
  return Math.max(count(node.upvoteCount), ...counts, ...reactions);
}

/** What the pages of a list of GraphQL's say that there is, and have not. */
function missingIn(pages: unknown[], what: 'comments' | 'threads'): ForeignMissing[] {
  const lists = pages.filter(isObject);
  const here = new Set(lists.flatMap(nodesOf).map((node) => text(node.id) || node)).size;
  const counted = Math.max(0, ...lists.map((list) => count(list.totalCount)));
  if (counted > 0) return missing(what, counted - here);
  // Asked for from the end, each page but the last that was fetched says that there is one before.
  const [first, last] = [lists[0], lists.at(-1)].map((list) => (isObject(list?.pageInfo) ? list.pageInfo : {}));
  const isCut = last?.hasNextPage === true || (first?.hasPreviousPage === true && last?.hasPreviousPage === true);
  return missing('pages', isCut ? 1 : 0);
}

function missing(what: ForeignMissing['what'], number: number): ForeignMissing[] {
  return number > 0 ? [{ type: 'missing', what, count: number }] : [];
}

/** Of a list as GraphQL has them: as `nodes`, or as `edges` with a `node` each. */
export function nodesOf(connection: unknown): Json[] {
  if (Array.isArray(connection)) return connection.filter(isObject);
  if (!isObject(connection)) return [];
  const edges = array(connection.edges).map((edge) => (isObject(edge) ? edge.node : null));
  return [...array(connection.nodes), ...edges].filter(isObject);
}
