import { expect, test } from 'vitest';
import { system } from '#core/access/index.ts';
import { expectSameCost } from '../../../../tests/setup/queries.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { emptyDraft } from '../draft.ts';
import {
	articleForEditing,
	articleMonths,
	articlesForDesk,
	articleTopics,
	correctArticle,
	createArticle,
	discardDraft,
	placeArticle,
	publicArticle,
	publicArticles,
	publishArticle,
	publishedBetween,
	restoreVersion,
	retractArticle,
	saveDraft,
	submitForReview,
} from './index.ts';
import { newsroomGround, person, problems, refused, wholeDraft } from './testing.ts';

const ctx = await testContext({
	at: Date.UTC(2021, 9, 20, 4),
	jobs: { 'article-published': async () => undefined, 'article-discarded': async () => undefined },
});
const ground = await newsroomGround(ctx);
const editor = await person(ctx, 'Editor', { name: 'editor', type: 'organisation', id: ground.organisation });
const writer = await person(ctx, 'Writer', { name: 'secretary', type: 'edition', id: ground.edition });

async function begun(title: string, content = wholeDraft(title)) {
	const { articleId, slug } = await createArticle(ctx, writer, { ...ground, content });
	return { articleId, slug, revision: 1 };
}

async function published(title: string, content = wholeDraft(title)) {
	const article = await begun(title, content);
	await publishArticle(ctx, editor, article);
	return article;
}

test('nothing of what is not published leaves the newsroom', async () => {
	const secret = 'Zebrafish';
	const { articleId, slug, revision } = await begun(`${secret} plan`);
	await submitForReview(ctx, writer, { articleId, revision });
	const everything = async () =>
		JSON.stringify([
			await publicArticles(ctx, { limit: 200 }),
			await publicArticles(ctx, { limit: 200, edition: 'ipspace-2021', locale: 'en' }),
			await publicArticle(ctx, slug),
			await publicArticle(ctx, 'names-it'),
			await publishedBetween(ctx, 0, Date.UTC(2100, 0, 1)),
			await articleMonths(ctx),
			await articleTopics(ctx),
		]);
	const other = await begun('Names it', { ...wholeDraft('Names it'), related: [{ kind: 'article', slug }] });
	await publishArticle(ctx, editor, other);
	expect(await everything()).not.toContain(secret);
	await publishArticle(ctx, editor, { articleId, revision });
	expect(await everything()).toContain(`${secret} plan`);
	expect(await publicArticle(ctx, 'names-it')).toMatchObject({ related: [{ kind: 'article', slug }] });
	// What is written afterwards is not public either, nor is a language that lags.
	const { texts } = wholeDraft(`${secret} plan`);
	const next = { en: texts?.en, zh: { ...texts?.zh, body: 'Hidden translation', ready: false } };
	await saveDraft(ctx, writer, {
		articleId,
		revision,
		content: { ...wholeDraft('Unseen draft'), texts: next as never },
	});
	expect(await everything()).not.toMatch(/Hidden translation|Unseen draft/);
	await publishArticle(ctx, editor, { articleId, revision: 2 });
	expect(await publicArticle(ctx, slug)).toMatchObject({ version: 2, locales: ['en'] });
	expect(await everything()).not.toContain('Hidden translation');
	expect((await publicArticles(ctx, { limit: 200, locale: 'zh' })).articles.map((one) => one.slug)).not.toContain(slug);
});

test('a correction is dated and said in every language; a slip is mended without a word', async () => {
	const { articleId, slug } = await published('Ten thousand seeds');
	const { texts } = wholeDraft('Twelve thousand seeds');
	expect(await refused(publishArticle(ctx, editor, { articleId, revision: 1 }))).toEqual([
		'conflict',
		'nothing-changed',
	]);
	await saveDraft(ctx, writer, { articleId, revision: 1, content: { ...wholeDraft(), texts: texts as never } });
	const note = { en: 'There were twelve thousand.', zh: '' };
	expect(await problems(correctArticle(ctx, editor, { articleId, revision: 2, note }))).toEqual([
		'note.zh note-missing',
	]);
	ctx.setNow(ctx.clock.edition.now() + 3_600_000);
	const whole = { ...note, zh: '应为一万二千粒。' };
	expect(await correctArticle(ctx, editor, { articleId, revision: 2, note: whole })).toEqual({ version: 2 });
	const at = ctx.clock.edition.now();
	expect(await publicArticle(ctx, slug)).toMatchObject({
		version: 2,
		publishedAt: at - 3_600_000,
		changedAt: at,
		corrections: [{ at, version: 2, note: whole }],
	});
	const { articles } = await publicArticles(ctx, { limit: 200 });
	expect(articles.find((one) => one.slug === slug)).toMatchObject({
		corrections: 1,
		texts: { en: { title: 'Twelve thousand seeds', standfirst: 'What was said in the hall.' } },
	});
	expect(articles.find((one) => one.slug !== slug)?.corrections).toBe(0);
	expect(JSON.stringify(articles)).not.toContain('The first talks');
	const mended = wholeDraft('Twelve thousand seeds, mended').texts as never;
	await saveDraft(ctx, writer, { articleId, revision: 2, content: { ...wholeDraft(), texts: mended } });
	await publishArticle(ctx, editor, { articleId, revision: 3 });
	expect(await publicArticle(ctx, slug)).toMatchObject({ version: 3, corrections: [{ version: 2 }] });
	expect(await refused(placeArticle(ctx, editor, { articleId, slug: 'elsewhere' }))).toEqual([
		'conflict',
		'slug-fixed',
	]);
	const restored = await restoreVersion(ctx, writer, { articleId, number: 1, revision: 3 });
	expect((await articleForEditing(ctx, writer, articleId)).draft.texts.en?.title).toBe('Ten thousand seeds');
	expect(await publicArticle(ctx, slug)).toMatchObject({ texts: { en: { title: 'Twelve thousand seeds, mended' } } });
	expect(await discardDraft(ctx, writer, { articleId, ...restored })).toEqual({ discarded: 'changes', revision: 5 });
	expect(await articleForEditing(ctx, writer, articleId)).toMatchObject({ differs: false });
});

test('a retracted article leaves its title, its dates and the reason, and nothing else', async () => {
	const { articleId, slug } = await published('A claim too far');
	expect(await problems(retractArticle(ctx, editor, { articleId, reason: { en: 'Wrong.' } }))).toEqual([
		'reason.zh note-missing',
	]);
	await retractArticle(ctx, editor, { articleId, reason: { en: 'It was wrong.', zh: '内容有误。' } });
	const left = await publicArticle(ctx, slug);
	expect(left).toMatchObject({
		kind: 'retracted',
		titles: { en: 'A claim too far' },
		reason: { en: 'It was wrong.', zh: '内容有误。' },
		retractedAt: ctx.clock.edition.now(),
	});
	expect(JSON.stringify(left)).not.toContain('What was said in the hall');
	const lists = [await publicArticles(ctx, { limit: 200 }), await publishedBetween(ctx, 0, Date.UTC(2100, 0, 1))];
	expect(JSON.stringify(lists)).not.toContain('A claim too far');
	expect(await refused(saveDraft(ctx, writer, { articleId, revision: 1, content: emptyDraft() }))).toEqual([
		'conflict',
		'article-retracted',
	]);
	expect(await refused(publishArticle(ctx, editor, { articleId, revision: 1 }))).toEqual([
		'conflict',
		'article-retracted',
	]);
});

test('lists are filtered, paged without loss, and cost the same for one and for fifty', async () => {
	const actor = system('test');
	let made = 0;
	const grow = async (length: number) => {
		for (; made < length; made += 1) {
			// Of several editions, and of none: whom a byline means depends on it.
			const edition = made % 2 ? null : ground.edition;
			const byline = [{ person: 'deng-yulin', name: { en: 'Deng' } }];
			const content = { ...wholeDraft(`Listed ${made}`), byline, topics: ['listed', made % 2 ? 'odd' : 'even'] };
			const { articleId } = await createArticle(ctx, actor, { ...ground, edition, content });
			await publishArticle(ctx, actor, { articleId, revision: 1 });
		}
	};
	await expectSameCost(
		ctx,
		grow,
		async () => (await publicArticles(ctx, { limit: 60, topic: 'listed' })).articles.length,
	);
	await expectSameCost(
		ctx,
		grow,
		async () => (await articlesForDesk(ctx, editor, { words: 'Listed', limit: 60 })).articles.length,
	);
	await expectSameCost(ctx, grow, async () => (await publishedBetween(ctx, 0, Date.UTC(2100, 0, 1))).length);
	// All fifty came at the same moment: the order of making decides.
	const seen: string[] = [];
	for (let before: string | undefined; ; ) {
		const page = await publicArticles(ctx, { limit: 7, topic: 'listed', before });
		seen.push(...page.articles.map(({ slug }) => slug));
		before = page.next;
		if (before === undefined) break;
	}
	expect(seen).toEqual(Array.from({ length: 50 }, (_, i) => `listed-${49 - i}`));
	expect((await publicArticles(ctx, { limit: 60, topic: 'odd' })).articles).toHaveLength(25);
	expect((await publicArticles(ctx, { limit: 60, month: '2021-10', topic: 'even' })).articles).toHaveLength(25);
	expect((await publicArticles(ctx, { limit: 60, month: '2021-11' })).articles).toEqual([]);
	expect((await publicArticles(ctx, { limit: 60, organisation: 'csa', topic: 'listed' })).articles).toHaveLength(50);
	for (const nowhere of [
		{ organisation: 'nobody' },
		{ edition: 'nowhere' },
		{ month: 'x' },
		{ before: 'x' },
		{ samples: false },
	]) {
		expect((await publicArticles(ctx, { limit: 60, ...nowhere })).articles).toEqual([]);
	}
	expect(await articleMonths(ctx)).toEqual([{ month: '2021-10', count: expect.any(Number) }]);
	expect((await articleTopics(ctx))[0]).toEqual({ topic: 'listed', count: 50 });
	const desk = await articlesForDesk(ctx, editor, { states: ['draft', 'in-review'], limit: 5 });
	expect(desk.total).toBe(desk.counts.draft + desk.counts['in-review']);
});
