/** For whom a part of the documentation is written, in the order of the table of contents. */
export const audiences = ['author', 'reviewer', 'organiser', 'operator', 'developer'] as const;
export type Audience = (typeof audiences)[number];

/** Those who get every topic in both languages. */
export const bilingualAudiences: readonly Audience[] = ['author', 'reviewer', 'organiser'];

/** Files that stand at the top of the folder, or in a folder that is no audience, and who reads them. */
const elsewhere: readonly { file: RegExp; audience: Audience; prefix: string }[] = [
	{ file: /^([a-z0-9-]+)\.md$/, audience: 'developer', prefix: '' },
	{ file: /^decisions\/(\d{4}-[a-z0-9-]+)\.md$/, audience: 'developer', prefix: 'decision-' },
];

/** One file as a page. */
export interface Topic {
	audience: Audience;
	slug: string;
	/** Path below `docs/`. */
	file: string;
	/** The Chinese text, when there is one. */
	chinese: string | null;
}

/** The topic that a file of `docs/` is; undefined for what is no page (a Chinese text belongs to its English one). Pure. */
export function topicOf(file: string): Omit<Topic, 'chinese'> | undefined {
	if (file.endsWith('.zh.md')) return undefined;
	const own = /^([a-z]+)\/([a-z0-9-]+)\.md$/.exec(file);
	const audience = audiences.find((one) => one === own?.[1]);
	if (audience && own?.[2]) return { audience, slug: own[2], file };
	for (const place of elsewhere) {
		const match = place.file.exec(file);
		if (match?.[1]) return { audience: place.audience, slug: place.prefix + match[1], file };
	}
	return undefined;
}

/** All topics among the files of `docs/`, by audience and then by name. Pure. */
export function topicsOf(files: readonly string[]): Topic[] {
	const known = new Set(files);
	return [...files]
		.sort()
		.flatMap((file) => topicOf(file) ?? [])
		.map((topic) => {
			const chinese = topic.file.replace(/\.md$/, '.zh.md');
			return { ...topic, chinese: known.has(chinese) ? chinese : null };
		})
		.sort((a, b) => audiences.indexOf(a.audience) - audiences.indexOf(b.audience));
}

/** The first heading of a text and what follows it. */
export function splitTitle(markdown: string): { title: string; body: string } {
	const match = /^\s*#\s+(.+?)\s*(?:\n|$)/.exec(markdown);
	return match ? { title: match[1] as string, body: markdown.slice(match[0].length) } : { title: '', body: markdown };
}

/** Where a link of a file leads: the address of a page or picture, undefined for what the site does not have. Pure. */
export function addressOf(link: string, from: string): string | undefined {
	if (/^[a-z][a-z0-9+.-]*:/i.test(link) || link.startsWith('/') || link.startsWith('#')) return link;
	const [path = '', mark] = link.split('#', 2);
	const target = new URL(path, `http://docs/${from}`).pathname.slice(1);
	const picture = /^images\/([a-z0-9-]+\.png)$/.exec(target);
	if (picture) return `/docs/images/${picture[1]}`;
	const topic = topicOf(target.replace(/\.zh\.md$/, '.md'));
	return topic && `/docs/${topic.audience}/${topic.slug}${mark ? `#${mark}` : ''}`;
}

/**
 * A text with its links as addresses of the site, in the reader's language; of a link that leads out of the documentation
 * its words remain. Code is left as it is. Pure.
 * @param localise puts the language before the address of a page
 */
export function withAddresses(markdown: string, from: string, localise: (path: string) => string): string {
	return markdown
		.split(/(```[\s\S]*?```|`[^`\n]*`)/)
		.map((part, place) =>
			place % 2 === 1
				? part
				: part.replace(/(!?)\[([^\]]*)\]\(([^)\s]+)\)/g, (_, mark: string, words: string, link: string) => {
						const address = addressOf(link, from);
						if (address === undefined) return mark ? '' : words;
						return `${mark}[${words}](${mark || !address.startsWith('/docs/') ? address : localise(address)})`;
					}),
		)
		.join('');
}
