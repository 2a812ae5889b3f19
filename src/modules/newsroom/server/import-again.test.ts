import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { system } from '#core/access/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import {
	articleForEditing,
	articlesForDesk,
	importNews,
	publicArticle,
	scheduleArticle,
	setEmbargo,
	unscheduleArticle,
} from './index.ts';
import { newsroomGround, person } from './testing.ts';

const ctx = await testContext({
	at: Date.UTC(2021, 9, 10, 1),
	jobs: { 'article-published': async () => undefined },
});
const ground = await newsroomGround(ctx);
const editor = await person(ctx, 'Editor', { name: 'editor', type: 'organisation', id: ground.organisation });
const actor = system('test');
const folders = mkdtempSync(join(tmpdir(), 'orrery-news-'));
afterAll(() => rmSync(folders, { recursive: true, force: true }));

const yaml = `organisation: csa
zone: Asia/Shanghai
publish: 2021-10-09T20:00
topics: [exploration]
sample: true
`;
const en = '# Probes and peace\n\nWhat was said in the hall.\n\n---\n\nThe first talks.\n';
const zh = '# 探测器与和平\n\n会场上的发言。\n\n---\n\n首批报告。\n';

/** A folder of articles, by what their `article.yaml` says. */
async function folderWith(name: string, articles: Record<string, string>): Promise<string> {
	const folder = join(folders, name);
	for (const [slug, facts] of Object.entries(articles)) {
		await mkdir(join(folder, slug), { recursive: true });
		for (const [file, text] of Object.entries({ 'article.yaml': facts, 'en.md': en, 'zh.md': zh })) {
			await writeFile(join(folder, slug, file), text);
		}
	}
	return folder;
}

test('another zone of the same moments is told to readers', async () => {
	const folder = await folderWith('zoned', { zoned: yaml });
	await importNews(ctx, actor, folder);
	const revision = async () =>
		Number((await ctx.byHand(`select number from public_revision where scope = 'news'`)).rows[0].number);
	const before = await revision();
	const moved = yaml.replace('Asia/Shanghai', 'UTC').replace('2021-10-09T20:00', '2021-10-09T12:00');
	await writeFile(join(folder, 'zoned', 'article.yaml'), moved);
	expect((await importNews(ctx, actor, folder)).articles).toMatchObject([{ outcome: 'updated' }]);
	expect(await publicArticle(ctx, 'zoned')).toMatchObject({ zone: 'UTC', publishedAt: Date.UTC(2021, 9, 9, 12) });
	expect(await revision()).toBeGreaterThan(before);
	// The same words in another zone are another moment: what came out then came out then.
	await writeFile(join(folder, 'zoned', 'article.yaml'), moved.replace('zone: UTC', 'zone: Asia/Shanghai'));
	expect((await importNews(ctx, actor, folder)).articles).toMatchObject([{ outcome: 'changed-here' }]);
	expect(await publicArticle(ctx, 'zoned')).toMatchObject({ zone: 'UTC', publishedAt: Date.UTC(2021, 9, 9, 12) });
});

test('no file puts out what the desk holds back: an embargo, a later hour, what it took off the plan', async () => {
	const later = yaml.replace('publish: 2021-10-09T20:00', 'publish: 2021-11-09T20:00');
	const unplanned = later.replace('publish: 2021-11-09T20:00\n', '');
	const folder = await folderWith('held', { forbidden: unplanned, put: later, taken: later });
	await importNews(ctx, actor, folder);
	const { articles } = await articlesForDesk(ctx, editor, { limit: 100 });
	const idOf = (slug: string) => articles.find((one) => one.slug === slug)?.id ?? '';
	const until = Date.UTC(2021, 10, 20, 12);
	await setEmbargo(ctx, editor, { articleId: idOf('forbidden'), until });
	const { revision } = await articleForEditing(ctx, editor, idOf('put'));
	await scheduleArticle(ctx, editor, { articleId: idOf('put'), revision, at: until });
	await unscheduleArticle(ctx, editor, idOf('taken'));
	// The files say so, and so does the operator: out with it, now.
	await writeFile(join(folder, 'forbidden', 'article.yaml'), later.replace('2021-11-09', '2021-10-09'));
	const report = await importNews(ctx, actor, folder);
	expect(report.articles).toMatchObject([
		{ slug: 'forbidden', outcome: 'changed-here', state: 'draft' },
		{ slug: 'put', outcome: 'changed-here', state: 'scheduled' },
		{ slug: 'taken', outcome: 'changed-here', state: 'in-review' },
	]);
	expect(await publicArticle(ctx, 'forbidden')).toBeUndefined();
	const { rows } = await ctx.byHand(
		'select slug, embargo_until, release_at from article where slug = any($1) order by 1',
		[['forbidden', 'put']],
	);
	expect(rows).toMatchObject([{ embargo_until: new Date(until) }, { release_at: new Date(until) }]);
	// What the desk lets go again follows its files again.
	await setEmbargo(ctx, editor, { articleId: idOf('forbidden'), until: null });
	expect((await importNews(ctx, actor, folder)).articles[0]).toMatchObject({ outcome: 'updated', state: 'published' });
});
