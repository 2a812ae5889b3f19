import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inProject } from '#core/paths/index.ts';
import { addressOf, bilingualAudiences, splitTitle, topicOf, topicsOf, withAddresses } from './library.ts';

const files = readdirSync(inProject('docs'), { recursive: true, encoding: 'utf8' }).filter((file) =>
	file.endsWith('.md'),
);
const topics = topicsOf(files);
const read = (file: string) => readFileSync(inProject('docs', file), 'utf8');
const links = (file: string) =>
	[...read(file).matchAll(/(!?)\[[^\]]*\]\(([^)\s]+)\)/g)].map((match) => match[2] as string);

test('a file is a topic of its folder; what stands at the top or among the decisions is for developers', () => {
	expect(topicOf('organiser/rehearsal.md')).toMatchObject({ audience: 'organiser', slug: 'rehearsal' });
	expect(topicOf('contracts.md')).toMatchObject({ audience: 'developer', slug: 'contracts' });
	expect(topicOf('decisions/0001-embedded-postgresql.md')).toMatchObject({
		audience: 'developer',
		slug: 'decision-0001-embedded-postgresql',
	});
	expect(topicOf('organiser/rehearsal.zh.md')).toBeUndefined();
	expect(topicOf('images/home.md')).toBeUndefined();
	expect(topicsOf(['author/a.md', 'author/a.zh.md'])).toEqual([
		{ audience: 'author', slug: 'a', file: 'author/a.md', chinese: 'author/a.zh.md' },
	]);
});

test('links between files become addresses, in text but not in code; what is no page keeps its words', () => {
	expect(addressOf('../operator/backup.md#restore', 'organiser/x.md')).toBe('/docs/operator/backup#restore');
	expect(addressOf('backup.zh.md', 'operator/x.md')).toBe('/docs/operator/backup');
	expect(addressOf('../images/desk.png', 'organiser/x.md')).toBe('/docs/images/desk.png');
	expect(addressOf('../../src/cli/index.ts', 'organiser/x.md')).toBeUndefined();
	expect(addressOf('https://example.org/a', 'x.md')).toBe('https://example.org/a');
	const zh = (path: string) => `/zh${path}`;
	expect(withAddresses('[a](b.md) ![p](../images/p.png) [c](../../src/c.ts) `[a](b.md)`', 'author/x.md', zh)).toBe(
		'[a](/zh/docs/author/b) ![p](/docs/images/p.png) c `[a](b.md)`',
	);
});

test('a text without a heading has no title', () => {
	expect(splitTitle('# One\n\ntwo')).toEqual({ title: 'One', body: 'two' });
	expect(splitTitle('two')).toEqual({ title: '', body: 'two' });
});

test('every topic has a title, and every link within the documentation leads to a file that is there', () => {
	expect(topics.length).toBeGreaterThan(10);
	for (const { file, chinese } of topics) {
		for (const one of [file, ...(chinese ? [chinese] : [])]) {
			expect(splitTitle(read(one)).title, one).not.toBe('');
			for (const link of links(one)) {
				const address = addressOf(link, one);
				if (address?.startsWith('/docs/images/')) {
					const picture = inProject('docs', 'images', address.slice('/docs/images/'.length));
					expect(existsSync(picture), link).toBe(true);
					expect(statSync(picture).size, link).toBeLessThan(120_000);
				} else if (address?.startsWith('/docs/')) {
					const [audience, slug] = (address.split('#')[0] as string).split('/').slice(2);
					expect(
						topics.some((topic) => topic.audience === audience && topic.slug === slug),
						`${one}: ${link}`,
					).toBe(true);
				}
			}
		}
	}
});

test('what authors, reviewers and organisers read stands in both languages, with the same pictures and headings', () => {
	const parts = (file: string) => [...read(file).matchAll(/^#+ /gm)].length;
	for (const topic of topics.filter(({ audience }) => bilingualAudiences.includes(audience))) {
		expect(topic.chinese, topic.file).not.toBeNull();
		if (!topic.chinese) continue;
		expect(parts(topic.chinese), topic.chinese).toBe(parts(topic.file));
		const pictures = (file: string) => links(file).filter((link) => link.endsWith('.png')).length;
		expect(pictures(topic.chinese), topic.chinese).toBe(pictures(topic.file));
	}
});
