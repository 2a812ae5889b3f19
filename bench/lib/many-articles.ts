import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../../src/core/context/index.ts';
import { newId } from '../../src/core/ids/index.ts';
import { inProject } from '../../src/core/paths/index.ts';
import type { ArticleContent } from '../../src/modules/newsroom/article.ts';
import { article, articleVersion } from '../../src/modules/newsroom/server/tables.ts';
import { randomFrom } from '../../src/solvers/random.ts';

/** Sentences of our own articles, from which others are made. */
function sentencesOf(locale: 'en' | 'zh'): string[] {
	const folder = inProject('news');
	const texts = readdirSync(folder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map((entry) => readFileSync(join(folder, entry.name, `${locale}.md`), 'utf8'));
	const end = locale === 'zh' ? /(?<=。)/ : /(?<=\.) /;
	return texts
		.flatMap((text) => text.split('\n'))
		.filter((line) => line !== '' && !/^[#!>-]/.test(line))
		.flatMap((line) => line.split(end))
		.filter((sentence) => sentence.length > (locale === 'zh' ? 8 : 25));
}

/**
 * Writes published articles in both languages, of some 300 words each, past the newsroom's rules; the same at every run.
 * Each tenth has a word of its own, `kestrel12` and 红隼十二.
 */
export async function makeManyArticles(
	ctx: Context,
	{ organisation, edition }: { organisation: string; edition: string },
	count: number,
): Promise<void> {
	const random = randomFrom(20211118);
	const pool = { en: sentencesOf('en'), zh: sentencesOf('zh') };
	const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] as string;
	const now = ctx.clock.edition.now();
	for (let from = 0; from < count; from += 500) {
		const made = Array.from({ length: Math.min(500, count - from) }, (_, place) => {
			const number = from + place;
			const text = (locale: 'en' | 'zh', own: string) => ({
				title: `${pick(pool[locale]).slice(0, 60)} ${number}`,
				standfirst: pick(pool[locale]).slice(0, 300),
				body: [0, 1, 2]
					.map(
						(part) =>
							`## ${part}\n\n${Array.from({ length: 6 }, () => pick(pool[locale])).join(' ')} ${part === 1 ? own : ''}`,
					)
					.join('\n\n'),
				ready: true,
			});
			const rare = number % 10 === 0;
			const content = {
				texts: { en: text('en', rare ? `kestrel${number}` : ''), zh: text('zh', rare ? `红隼${number}号` : '') },
				...{ byline: [], topics: [`topic-${number % 20}`], pictures: [], sources: [], related: [], sample: true },
			} as unknown as ArticleContent;
			return { id: newId(), number, content };
		});
		await ctx.db.insert(article).values(
			made.map(({ id, number, content }) => ({
				...{
					id,
					slug: `bench-${number}`,
					organisationId: organisation,
					editionId: edition,
					state: 'published' as const,
				},
				...{ draft: content as never, draftRevision: 1, draftAt: now, publishedVersion: 1, zone: 'Asia/Shanghai' },
				...{ publishedAt: now - number * 3_600_000, changedAt: now, createdAt: now },
				...{ topics: content.topics, locales: ['en' as const, 'zh' as const] },
			})),
		);
		await ctx.db.insert(articleVersion).values(
			made.map(({ id, content }) => ({
				articleId: id,
				number: 1,
				content,
				digest: '0'.repeat(64),
				at: now,
				publishedAt: now,
			})),
		);
	}
}
