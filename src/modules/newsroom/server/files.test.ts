import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { system } from '#core/access/index.ts';
import { runDue } from '#core/clock/index.ts';
import { inProject } from '#core/paths/index.ts';
import { chunk, png } from '#core/pictures/testing.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import {
	articleForEditing,
	articlesForDesk,
	exportNews,
	importNews,
	newsroomDueHandlers,
	publicArticle,
	publicArticles,
	publicPicture,
	saveDraft,
} from './index.ts';
import { newsroomGround, person } from './testing.ts';

const begins = Date.UTC(2021, 9, 10, 1);
const told: unknown[] = [];
const ctx = await testContext({ at: begins, jobs: { 'article-published': async (_, data) => void told.push(data) } });
const ground = await newsroomGround(ctx);
const editor = await person(ctx, 'Editor', { name: 'editor', type: 'organisation', id: ground.organisation });
const actor = system('test');
const other = await testContext({ at: begins, jobs: { 'article-published': async () => undefined } });
await newsroomGround(other);
const folders = mkdtempSync(join(tmpdir(), 'orrery-news-'));
afterAll(() => rmSync(folders, { recursive: true, force: true }));

/** Every file below a folder, by path. */
function filesBelow(folder: string): Record<string, string> {
	const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
	return Object.fromEntries(
		names
			.map((one) => join(one.parentPath, one.name))
			.sort()
			.map((path) => [path.slice(folder.length + 1), readFileSync(path).toString('base64')]),
	);
}

/** A picture that says who made it where. */
const photo = png(900, 600, [chunk('tEXt', Buffer.from('Author\0Secret Photographer', 'latin1'))]);

const yaml = `organisation: csa
edition: ipspace-2021
zone: Asia/Shanghai
publish: 2021-10-09T20:00
byline:
  - person: deng-yulin
    name: { en: Yulin Deng, zh: 邓 }
    role: { en: Sample writer }
topics: [exploration, policy]
lead: hall
pictures:
  - id: hall
    file: hall.png
    kind: image
    alternative: { en: A hall, zh: 大厅 }
    credit: { en: Nobody }
sample: true
languages:
  zh: { translation: { machine: true, reviewedBy: Mira Halden } }
corrections:
  - { at: 2021-10-09T21:00:00.250Z, note: { en: It was a hall., zh: 那是大厅。 } }
`;
const en = `# Probes, and *peace*

What was said
in the hall.

---

## Morning

![](asset:hall)

> Space needs
> rules.
>
> — [Deng Yulin](person:deng-yulin)
`;
const zh = `# 探测器与和平

会场上的
发言。

---

## 上午

首批报告。
`;

async function folderWith(name: string, articles: Record<string, Record<string, string>>): Promise<string> {
	const folder = join(folders, name);
	for (const [slug, files] of Object.entries(articles)) {
		await mkdir(join(folder, slug, 'pictures'), { recursive: true });
		for (const [file, text] of Object.entries(files)) await writeFile(join(folder, slug, file), text);
		if (files['article.yaml']?.includes('hall.png')) {
			await writeFile(join(folder, slug, 'pictures', 'hall.png'), photo);
		}
	}
	return folder;
}

test('what is exported and imported again is the same, to the byte, and changes nothing', async () => {
	const draft = { 'article.yaml': 'organisation: csa\nzone: UTC\n', 'en.md': '# Not finished\n\n---\n' };
	const folder = await folderWith('given', {
		'probes-and-peace': { 'article.yaml': yaml, 'en.md': en, 'zh.md': zh },
		unfinished: draft,
	});
	const first = await importNews(ctx, actor, folder);
	expect(first.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
	expect(first.articles).toEqual([
		{ slug: 'probes-and-peace', outcome: 'created', state: 'published' },
		{ slug: 'unfinished', outcome: 'created', state: 'draft' },
	]);
	const again = await importNews(ctx, actor, folder);
	expect(again.articles.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);

	const out = join(folders, 'out');
	await exportNews(ctx, out);
	const written = filesBelow(out);
	expect(Object.keys(written)).toEqual([
		'probes-and-peace/article.yaml',
		'probes-and-peace/en.md',
		'probes-and-peace/pictures/hall.png',
		'probes-and-peace/zh.md',
		'unfinished/article.yaml',
		'unfinished/en.md',
	]);
	expect(await readFile(join(out, 'probes-and-peace/pictures/hall.png'), 'latin1')).not.toContain('Secret');
	expect((await importNews(ctx, actor, out)).articles.map(({ outcome }) => outcome)).toEqual([
		'unchanged',
		'unchanged',
	]);

	expect((await importNews(other, actor, out)).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
	const back = join(folders, 'back');
	await exportNews(other, back);
	expect(filesBelow(back)).toEqual(written);
	await exportNews(other, back);
	expect(filesBelow(back)).toEqual(written);
});

test('what an import publishes says who is meant, when it came out, and what was corrected', async () => {
	const shown = await publicArticle(ctx, 'probes-and-peace');
	expect(shown).toMatchObject({
		kind: 'article',
		publishedAt: Date.UTC(2021, 9, 9, 12),
		changedAt: Date.UTC(2021, 9, 9, 21, 0, 0, 250),
		corrections: [{ at: Date.UTC(2021, 9, 9, 21, 0, 0, 250), note: { en: 'It was a hall.', zh: '那是大厅。' } }],
		byline: [{ name: { en: 'Deng Yulin', zh: '邓' } }],
		quotations: { en: [{ text: 'Space needs\nrules.', name: 'Deng Yulin', known: true, line: 5 }] },
		texts: { zh: { standfirst: '会场上的发言。' }, en: { standfirst: 'What was said in the hall.' } },
	});
	const digest = (shown?.kind === 'article' && shown.content.pictures[0]?.content.digest) || '';
	const at = { slug: 'probes-and-peace', id: 'hall' };
	expect(await publicPicture(ctx, { ...at, name: `${digest.slice(0, 12)}.png` })).toMatchObject({ digest });
	expect(await publicPicture(ctx, { ...at, name: `${digest.slice(0, 12)}-640.webp` })).toMatchObject({
		mediaType: 'image/webp',
	});
	expect(await publicPicture(ctx, { ...at, name: `${digest.slice(0, 12)}-641.webp` })).toBeUndefined();
});

test('changed files are a new version; what the desk changed is not written over', async () => {
	const folder = join(folders, 'given');
	await writeFile(join(folder, 'probes-and-peace', 'zh.md'), zh.replace('首批', '第一批'));
	const dry = await importNews(ctx, actor, folder, { dryRun: true });
	expect(dry.articles[0]).toMatchObject({ outcome: 'updated' });
	expect(await publicArticle(ctx, 'probes-and-peace')).toMatchObject({ version: 1 });
	expect((await importNews(ctx, actor, folder)).articles[0]).toMatchObject({ outcome: 'updated', state: 'published' });
	expect(await publicArticle(ctx, 'probes-and-peace')).toMatchObject({ version: 2, corrections: [{ version: 1 }] });

	const { articles } = await articlesForDesk(ctx, editor);
	const id = articles.find(({ slug }) => slug === 'probes-and-peace')?.id ?? '';
	const { draft, revision } = await articleForEditing(ctx, editor, id);
	await saveDraft(ctx, editor, { articleId: id, revision, content: { ...draft, topics: ['desk'] } });
	expect((await importNews(ctx, actor, folder)).articles[0]).toMatchObject({ outcome: 'unchanged' });
	await writeFile(join(folder, 'probes-and-peace', 'zh.md'), zh.replace('首批', '头一批'));
	expect((await importNews(ctx, actor, folder)).articles[0]).toMatchObject({ outcome: 'changed-here' });
	expect((await articleForEditing(ctx, editor, id)).draft.topics).toEqual(['desk']);
});

test('readers are told once of what files change: a new version with its correction, another place', async () => {
	const folder = await folderWith('told', { told: { 'article.yaml': yaml, 'en.md': en, 'zh.md': zh } });
	await importNews(ctx, actor, folder);
	const changed = async (file: string, text: string) => {
		await ctx.runJobs();
		told.length = 0;
		await ctx.byHand('delete from search_due');
		await writeFile(join(folder, 'told', file), text);
		const before = await revision();
		expect((await importNews(ctx, actor, folder)).articles).toMatchObject([{ outcome: 'updated' }]);
		await ctx.runJobs();
		expect((await ctx.byHand('select 1 from search_due')).rowCount).toBe(1);
		expect(await revision()).toBeGreaterThan(before);
	};
	const revision = async () =>
		Number((await ctx.byHand(`select number from public_revision where scope = 'news'`)).rows[0].number);
	await writeFile(join(folder, 'told', 'en.md'), en.replace('Morning', 'Evening'));
	const second = `${yaml}  - { at: 2021-10-10T08:00, note: { en: It was evening., zh: 是晚上。 } }\n`;
	await changed('article.yaml', second);
	expect(told).toMatchObject([{ version: 2, what: 'corrected' }]);
	expect(await publicArticle(ctx, 'told')).toMatchObject({ corrections: [{}, { version: 2 }] });
	// Of no edition any more: the text is the same, what stands around it is not.
	await changed('article.yaml', second.replace('edition: ipspace-2021\n', ''));
	expect(await publicArticle(ctx, 'told')).toMatchObject({ version: 2, edition: null });
});

test('a mistake is named with file and line, and then nothing is written', async () => {
	const wrong = yaml
		.replace('organisation: csa', 'organisation: nobody')
		.replace('lead: hall', 'lead: hole')
		.replace('deng-yulin', 'no-such-person');
	const folder = await folderWith('wrong', {
		good: { 'article.yaml': yaml, 'en.md': en },
		'no-publisher': { 'article.yaml': wrong, 'en.md': en },
		'not-whole': {
			'article.yaml': yaml.replace('lead: hall', 'lead: hole').replace('person: deng-yulin', 'person: no-such-person'),
			'en.md': en.replace('# Probes, and *peace*', '# Title').replace('asset:hall', 'asset:other'),
		},
	});
	const { findings, articles } = await importNews(ctx, actor, folder);
	const errors = findings
		.filter(({ severity }) => severity === 'error')
		.map(({ file, line, code }) => `${file}:${line ?? ''} ${code}`);
	expect(errors.sort()).toEqual([
		'no-publisher/article.yaml:1 unknown-organisation',
		'not-whole/article.yaml:10 unknown-asset',
		'not-whole/article.yaml:6 unknown-person',
		'not-whole/en.md: unknown-asset',
	]);
	expect(articles.map(({ slug }) => slug)).toContain('good');
	expect(await publicArticle(ctx, 'good')).toBeUndefined();
	await writeFile(join(folder, 'not-whole', 'article.yaml'), 'organisation: [\n');
	await writeFile(join(folder, 'not-whole', 'en.md'), 'No title');
	await writeFile(join(folder, 'good', 'article.yaml'), `${yaml}colour: red\n`);
	await writeFile(join(folder, 'no-publisher', 'notes.txt'), 'mine');
	const said = (await importNews(ctx, actor, folder)).findings.map(({ code }) => code);
	expect(said).toEqual(expect.arrayContaining(['unreadable-yaml', 'unknown-key', 'unknown-file']));
});

test('the articles of this project come whole: past ones are out, later ones go out as the dial turns', async () => {
	const folder = join(folders, 'project');
	await cp(inProject('news'), folder, { recursive: true });
	const { findings, articles } = await importNews(ctx, actor, folder);
	expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
	const planned = articles.filter(({ state }) => state === 'scheduled').length;
	const out = articles.filter(({ state }) => state === 'published').length;
	expect([planned > 0, planned + out]).toEqual([true, articles.length]);
	const before = await publicArticles(ctx, { limit: 100 });
	expect(before.articles.filter(({ slug }) => articles.some((one) => one.slug === slug))).toHaveLength(out);
	ctx.setNow(Date.UTC(2030, 0, 1));
	expect(await runDue(ctx, newsroomDueHandlers)).toBe(planned);
	const after = await publicArticles(ctx, { limit: 100 });
	expect(after.articles.filter(({ slug }) => articles.some((one) => one.slug === slug))).toHaveLength(articles.length);
	expect((await importNews(ctx, actor, folder)).articles.every(({ outcome }) => outcome === 'unchanged')).toBe(true);
	const written = join(folders, 'project-out');
	await exportNews(ctx, written);
	for (const { slug } of articles) expect(filesBelow(join(written, slug))['en.md']).toBeDefined();
}, 30_000);
