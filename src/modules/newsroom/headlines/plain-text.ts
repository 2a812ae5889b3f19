import { decodeHTML } from 'entities';
import { cleanText } from '#core/text/clean.ts';

/** Elements whose content is not text to be read. */
const silent = new Set(
	'script style iframe noscript template svg math object embed head title textarea select audio video canvas'.split(
		' ',
	),
);
const inline = new Set(
	'a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup time tt u var wbr'.split(
		' ',
	),
);
const others = 'p div br hr img h1 h2 h3 h4 h5 h6 ul ol li table tr td th figure figcaption blockquote section article';
const known = new Set([...silent, ...inline, ...others.split(' ')]);

/** What turns the direction of text or can't be seen: a title must not show other than it reads. Joiners stay, scripts need them. */
const unseen =
	/\u034f|[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc]|[\u{e0000}-\u{e0fff}]/gu;

/**
 * What a piece of HTML says, as one line of plain text: tags are taken out, with all that scripts and styles hold, and
 * entities written as characters. What was escaped twice is read twice. In one pass over the text. Pure.
 */
export function plainText(html: string): string {
	const once = decodeHTML(withoutTags(html));
	const again = /<!--|<\/?([a-zA-Z][a-zA-Z0-9]{0,20})(?:\s[^<>]{0,500})?\/?>/.exec(once);
	const isTag = again !== null && (again[1] === undefined || known.has(again[1].toLowerCase()));
	const text = isTag ? decodeHTML(withoutTags(once)) : once;
	return cleanText(text.replace(unseen, ''), { lines: false });
}

function withoutTags(html: string): string {
	const lower = html.toLowerCase();
	let out = '';
	for (let at = 0; at < html.length; ) {
		const open = html.indexOf('<', at);
		if (open < 0) return out + html.slice(at);
		out += html.slice(at, open);
		if (html.startsWith('<!--', open)) {
			const end = html.indexOf('-->', open + 4);
			if (end < 0) return out;
			at = end + 3;
			continue;
		}
		if (html.startsWith('<![CDATA[', open)) {
			at = open + 9;
			continue;
		}
		const name = /^<\/?([a-z][a-z0-9:-]{0,40})/.exec(lower.slice(open, open + 50))?.[1];
		if (name === undefined && !/^<[!?]/.test(lower.slice(open, open + 2))) {
			// A sign, as in 'a < b'.
			out += '<';
			at = open + 1;
			continue;
		}
		const close = html.indexOf('>', open);
		if (close < 0) return out;
		at = close + 1;
		if (name === undefined) continue;
		if (silent.has(name) && lower[open + 1] !== '/' && html[close - 1] !== '/') {
			const end = lower.indexOf(`</${name}`, at);
			if (end < 0) return out;
			const after = html.indexOf('>', end);
			if (after < 0) return out;
			at = after + 1;
		}
		if (!inline.has(name)) out += ' ';
	}
	return out;
}

/** What systems put below every entry. */
const leftovers = [
	/\s*The post .{1,250} (?:first appeared|appeared first) on .{1,120}$/iu,
	/\s*(?:Continue reading|Read more|Read the full (?:story|article)|Learn more)(?: [^.]{1,120})?\s*[→»›….]*$/iu,
	/\s*[[(]?(?:阅读全文|查看全文|查看更多|更多详情|阅读更多)[\])]?\s*[→»›….]*$/u,
	/\s*\[(?:&hellip;|…|\.\.\.)\]$/u,
];

/** A teaser without what systems put below it. Pure. */
export function withoutLeftovers(text: string): string {
	return leftovers
		.reduce((rest, pattern) => rest.replace(pattern, (found) => (/…|\.\.\./.test(found) ? '…' : '')), text)
		.trim();
}

/** A text of at most so many characters, cut between words where it has any near the end, and marked as cut. Pure. */
export function cutTo(text: string, most: number): string {
	const characters = Array.from(text);
	if (characters.length <= most) return text;
	const cut = characters.slice(0, most - 1).join('');
	const space = cut.search(/\s\S*$/u);
	const end = space > most * 0.7 ? cut.slice(0, space) : cut;
	return `${end.replace(/[\s,;:，；：、–—-]+$/u, '')}…`;
}
