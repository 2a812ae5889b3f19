import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { system } from '#core/access/index.ts';
import { transaction } from '#core/context/index.ts';
import { chunk, png } from '#core/pictures/testing.ts';
import { createPerson } from '#modules/people/server/index.ts';
import { editionPersonData, forgetUnusedAssetFiles } from '#modules/editions/server/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { publicPictures } from '../article-address.ts';
import { articleHtml } from '../article-html.ts';
import {
	addPicture,
	articleForEditing,
	changePicture,
	createArticle,
	directoryChoices,
	discardDraft,
	newsroomPersonData,
	pictureForDesk,
	publicArticle,
	publicPicture,
	publishArticle,
	removePicture,
	saveDraft,
} from './index.ts';
import { newsroomGround, person, wholeDraft } from './testing.ts';

const begins = Date.UTC(2021, 10, 20, 4);
const ctx = await testContext({
	at: begins,
	jobs: { 'article-published': async () => undefined, 'article-discarded': async () => undefined },
});
const ground = await newsroomGround(ctx);
const editor = await person(ctx, 'Editor', { name: 'editor', type: 'organisation', id: ground.organisation });
const reviewer = await person(ctx, 'Reviewer', { name: 'reviewer', type: 'edition', id: ground.edition });
const outsider = await person(ctx, 'Outsider');
const photo = png(1000, 500, [chunk('tEXt', Buffer.from('Author\0Secret Photographer', 'latin1'))]);

const refused = (promise: Promise<unknown>) =>
	promise.then(
		() => ['done'],
		(error) => [
			error.code,
			...error.problems.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`),
		],
	);

async function begun(title: string, body: string) {
	const content = wholeDraft(title);
	const { en, zh } = content.texts as Record<'en' | 'zh', { body: string; ready: boolean }>;
	const texts = { en: { ...en, body }, zh };
	const { articleId, slug } = await createArticle(ctx, editor, { ...ground, content: { ...content, texts } });
	return { articleId, slug, content: { ...content, texts } };
}

test('a picture is cleaned, needs words for those who do not see it, and is public only while readers are shown it', async () => {
	const { articleId, slug, content } = await begun('With a picture', '![](asset:hall)');
	const file = { bytes: photo, name: 'Hall.png' };
	for (const [actor, code] of [
		[outsider, 'not-found'],
		[reviewer, 'not-yours-to-do'],
	] as const) {
		expect(await refused(addPicture(ctx, actor, { articleId, revision: 1, file }))).toEqual([code]);
	}
	const added = await addPicture(ctx, editor, { articleId, revision: 1, file });
	expect(added).toMatchObject({ cleaned: true, revision: 2, seen: true, picture: { id: 'hall', kind: 'image' } });
	const unused = await addPicture(ctx, editor, {
		articleId,
		revision: 1,
		file: { bytes: png(40, 40), name: 'Other.png' },
	});
	// Somebody who saw an older draft loses no picture; his next save is told.
	expect(unused).toMatchObject({ revision: 3, seen: false });
	expect(await refused(publishArticle(ctx, editor, { articleId, revision: 3 }))).toEqual([
		'invalid-input',
		'pictures.0.alternative.en missing-alternative',
		'pictures.0.alternative.zh missing-alternative',
	]);
	const about = { alternative: { en: 'A hall', zh: '大厅' }, credit: { en: 'Nobody' }, caption: { en: '' } };
	expect(await changePicture(ctx, editor, { articleId, revision: 3, id: 'hall', about })).toMatchObject({
		revision: 4,
	});
	// What a form sends without pictures keeps them.
	const { pictures: _, ...sent } = content as typeof content & { pictures?: undefined };
	await saveDraft(ctx, editor, { articleId, revision: 4, content: { ...sent, topics: ['pictures'] } });
	expect((await articleForEditing(ctx, editor, articleId)).draft.pictures).toHaveLength(2);
	const part = added.picture.content.digest.slice(0, 12);
	const address = { slug, id: 'hall', name: `${part}-640.webp` };
	expect(await publicPicture(ctx, address)).toBeUndefined();
	const ofDesk = { articleId, id: 'hall', name: address.name };
	expect(await pictureForDesk(ctx, editor, ofDesk)).toMatchObject({ mediaType: 'image/webp' });
	expect(await refused(pictureForDesk(ctx, outsider, ofDesk))).toEqual(['not-found']);
	expect(await refused(pictureForDesk(ctx, reviewer, ofDesk))).toEqual(['not-yours-to-do']);
	await publishArticle(ctx, editor, { articleId, revision: 5 });
	expect(await publicPicture(ctx, address)).toMatchObject({ mediaType: 'image/webp' });
	const other = unused.picture.content.digest.slice(0, 12);
	expect(await publicPicture(ctx, { slug, id: unused.picture.id, name: `${other}.png` })).toBeUndefined();
	expect(JSON.stringify(await publicArticle(ctx, slug))).not.toContain(other);
	expect(await refused(removePicture(ctx, editor, { articleId, revision: 5, id: 'hall' }))).toEqual(['picture-used']);
	await removePicture(ctx, editor, { articleId, revision: 5, id: unused.picture.id });
	// A new version without it, and its address answers no more; the desk still has it.
	const texts = { ...content.texts, en: { ...content.texts.en, body: 'No picture.' } };
	await saveDraft(ctx, editor, { articleId, revision: 6, content: { ...sent, texts } });
	await publishArticle(ctx, editor, { articleId, revision: 7 });
	expect(await publicPicture(ctx, address)).toBeUndefined();
	expect(await pictureForDesk(ctx, editor, ofDesk)).toBeDefined();
	const bytes = await ctx.files.get(added.picture.content.digest);
	const kept = Buffer.concat(await Array.fromAsync(bytes?.stream as unknown as AsyncIterable<Uint8Array>));
	expect(kept.includes('Secret')).toBe(false);
});

test('files stay while a draft or version names them, and go when nothing does', async () => {
	const known = async () =>
		(await ctx.byHand('select digest from asset_file where width in (333, 444)')).rows.map(({ digest }) => digest);
	const { articleId } = await begun('Files', 'Text.');
	const { picture } = await addPicture(ctx, editor, {
		articleId,
		revision: 1,
		file: { bytes: png(333, 20), name: 'a.png' },
	});
	const given = {
		articleId,
		revision: 2,
		id: picture.id,
		about: { decorative: true },
		file: { bytes: png(444, 20), name: 'b.png' },
	};
	const { picture: next } = await changePicture(ctx, editor, given);
	ctx.setNow(begins + 3 * 86_400_000);
	await forgetUnusedAssetFiles(ctx);
	expect(await known()).toEqual([next.content.digest]);
	await discardDraft(ctx, editor, { articleId, revision: 3 });
	await forgetUnusedAssetFiles(ctx);
	expect(await known()).toEqual([]);
});

test('a digest that one knows is no right to the file', async () => {
	const [row] = (await ctx.byHand('select content from asset limit 1')).rows;
	const { articleId, content } = await begun('Takes a file', 'Text.');
	const picture = {
		id: 'taken',
		file: 'taken.svg',
		kind: 'image' as const,
		decorative: true,
		sample: false,
		content: row.content,
	};
	const answer = refused(
		saveDraft(ctx, editor, { articleId, revision: 1, content: { ...content, pictures: [picture] } }),
	);
	expect(await answer).toEqual(['invalid-input', 'pictures.0 unknown-file']);
	const script = { bytes: Buffer.from('<html><script>alert(1)</script></html>'), name: 'x.png' };
	expect((await refused(addPicture(ctx, editor, { articleId, revision: 1, file: script })))[0]).toBe('invalid-input');
});

test('hostile Markdown runs nothing, loads nothing from elsewhere and leads to no script', async () => {
	const body = [
		'<script>alert(1)</script>',
		'<img src=x onerror=alert(1)>',
		'[go](javascript:alert(1)) [go](java\tscript:alert(1)) [data](data:text/html,x)',
		'![spy](https://spy.example/pixel.png) ![spy](//spy.example/pixel.png)',
		'[<b onclick=x>](person:deng-yulin)',
		'> Words.\n> — [<img src=x onerror=alert(1)>](person:deng-yulin)',
		'![](asset:../../secret)',
	].join('\n\n');
	const { articleId, slug } = await begun('Hostile', body);
	await publishArticle(ctx, editor, { articleId, revision: 1 });
	const shown = await publicArticle(ctx, slug);
	if (shown?.kind !== 'article') throw new Error('not published');
	const { html } = articleHtml(shown.texts.en?.body ?? '', shown.content, {
		locale: 'en',
		pictures: publicPictures(slug),
	});
	expect(html).not.toMatch(
		/<script|<img|onerror=(?!alert\(1\)&gt;)|href="(javascript|data|person)|spy\.example\/pixel\.png"/,
	);
	expect(shown.quotations.en).toEqual([{ text: 'Words.', name: 'Deng Yulin', known: true, line: 11 }]);
});

test('a byline and a quotation go by the name that the directory has; merged people answer, erased ones leave', async () => {
	const row = (await ctx.byHand(`select person_id from edition_person where code = 'deng-yulin'`)).rows[0];
	const { articleId, slug, content } = await begun(
		'Who said so',
		'> It is so.\n> — [D. Y.](person:deng-yulin)\n\nOn [her](person:lev-zelenyi).',
	);
	const byline = [
		{ person: 'deng-yulin', name: { en: 'Somebody' }, role: { en: 'Reporter' } },
		{ name: { en: 'Mira Halden' } },
	];
	await saveDraft(ctx, editor, { articleId, revision: 1, content: { ...content, byline } });
	await publishArticle(ctx, editor, { articleId, revision: 2 });
	const named = { byline: [{ name: { en: 'Deng Yulin' } }, { name: { en: 'Mira Halden' } }] };
	const quoted = { quotations: { en: [{ name: 'Deng Yulin', known: true }] } };
	expect(await publicArticle(ctx, slug)).toMatchObject({
		...named,
		...quoted,
		texts: { en: { body: expect.stringContaining('— Deng Yulin') } },
	});
	const into = await createPerson(ctx, system('test'), { names: { given: 'Yulin', family: 'Deng', han: '邓玉林' } });
	await transaction(ctx, async (tx) => {
		await newsroomPersonData.merge(tx, row.person_id, into);
		await editionPersonData.merge(tx, row.person_id, into);
		await tx.db.execute(sql`update person set merged_into = ${into} where id = ${row.person_id}`);
	});
	expect(await publicArticle(ctx, slug)).toMatchObject({
		byline: [{ name: { en: 'Deng Yulin', zh: '邓玉林' } }, {}],
		...quoted,
	});
	expect(await newsroomPersonData.export(ctx, into)).toMatchObject({
		named: [{ slug: 'hostile' }, { slug, state: 'published' }],
	});
	// By the old id too.
	const byId = { ...content, byline: [{ person: row.person_id, name: { en: 'Old id' } }, ...byline] };
	await saveDraft(ctx, editor, { articleId, revision: 2, content: byId });
	await publishArticle(ctx, editor, { articleId, revision: 3 });
	expect(await publicArticle(ctx, slug)).toMatchObject({ byline: [{ name: { en: 'Deng Yulin' } }, {}, {}] });
	await ctx.byHand('delete from search_due', []);
	await transaction(ctx, async (tx) => {
		await newsroomPersonData.erase(tx, into);
		await editionPersonData.erase(tx, into);
	});
	const left = await publicArticle(ctx, slug);
	expect(left).toMatchObject({
		byline: [{ name: { en: 'Mira Halden' } }],
		quotations: { en: [{ text: 'It is so.', name: '[…]', known: false }] },
		texts: { en: { body: expect.stringContaining('On Lev Zelenyi.') } },
	});
	const { rows } = await ctx.byHand(
		`select content::text as text, erased from article_version where article_id = $1 union all select draft::text, true from article where id = $1`,
		[articleId],
	);
	// What searches know of the article is read anew.
	const due = await ctx.byHand('select subject from search_due where source = $1', ['article']);
	expect(due.rows).toContainEqual({ subject: articleId });
	for (const { text, erased } of rows) {
		expect(text).not.toMatch(/deng-yulin|Deng|D\. Y\.|Somebody|Old id/);
		expect(erased).toBe(true);
	}
	expect(await newsroomPersonData.export(ctx, into)).toEqual({
		named: [],
		begun: [],
		versions: [],
		corrections: [],
		notes: [],
	});
});

test('whoever wrote is forgotten too, and what he wrote stays', async () => {
	const gone = await person(ctx, 'Gone', { name: 'editor', type: 'organisation', id: ground.organisation });
	const { articleId, slug } = await createArticle(ctx, gone, {
		...ground,
		content: wholeDraft('Written by one who left'),
	});
	await publishArticle(ctx, gone, { articleId, revision: 1 });
	expect(await newsroomPersonData.export(ctx, gone.personId)).toMatchObject({
		begun: [{ slug }],
		versions: [{ slug, number: 1 }],
	});
	await transaction(ctx, (tx) => newsroomPersonData.erase(tx, gone.personId));
	const { rows } = await ctx.byHand('select to_jsonb(a) as row from article a where id = $1', [articleId]);
	expect(JSON.stringify(rows)).not.toContain(gone.personId);
	expect(await publicArticle(ctx, slug)).toMatchObject({ kind: 'article' });
});

test('everybody whom editions name can be chosen, each once', async () => {
	const choices = await directoryChoices(ctx, ground.edition);
	expect(choices.length).toBeGreaterThan(5);
	expect(new Set(choices.map(({ key }) => key)).size).toBe(choices.length);
	expect(choices).toContainEqual({ key: 'lev-zelenyi', name: { en: 'Lev Zelenyi' }, edition: 'ipspace-2021' });
});
