import { expect, test } from 'vitest';
import { refreshSearch, search } from '#core/search/index.ts';
import {
	correctArticle,
	createArticle,
	publishArticle,
	retractArticle,
	saveDraft,
	scheduleArticle,
} from '#modules/newsroom/server/index.ts';
import { newsroomGround, person, wholeDraft } from '#modules/newsroom/server/testing.ts';
import { publish, somebody } from '#modules/editions/server/testing.ts';
import { testContext } from '../../../tests/setup/context.ts';
import { searchSources } from './sources.ts';

/* What a search of the public pages finds, and what it must not: on real editions and real articles. */

const ctx = await testContext({ jobs: { 'article-published': async () => undefined } });
const ground = await newsroomGround(ctx);
const editor = await person(ctx, 'Editor', { name: 'editor', type: 'organisation', id: ground.organisation });

const found = async (typed: string, locale: 'en' | 'zh' = 'en') => {
	await refreshSearch(ctx, searchSources);
	return (await search(ctx, searchSources, { typed, locale })).hits.map(({ path }) => path);
};
/** An article whose words stand nowhere else. */
const article = (word: string, zh: string) => {
	const draft = wholeDraft();
	const [en, other] = [draft.texts?.en, draft.texts?.zh];
	return {
		...draft,
		texts: {
			en: {
				...en,
				ready: true,
				title: `About ${word}`,
				standfirst: 'As it stands.',
				body: `## Heading\n\nThe ${word} was seen.`,
			},
			zh: { ...other, ready: true, title: `关于${zh}`, standfirst: '如此。', body: `## 标题\n\n有人看到${zh}。` },
		},
	};
};

test('an article is found from its publication on, in each language by its own words', async () => {
	const { articleId, slug } = await createArticle(ctx, editor, { ...ground, content: article('quetzal', '绿咬鹃') });
	expect(await found('quetzal')).toEqual([]);
	await publishArticle(ctx, editor, { articleId, revision: 1 });
	expect(await found('quetzals')).toEqual([`/news/${slug}`]);
	expect(await found('绿咬鹃', 'zh')).toEqual([`/news/${slug}`]);
	expect(await found('绿咬鹃', 'en')).toEqual([]);
});

test('what a draft, a plan or an embargo says is not found, nor a language that is not ready', async () => {
	const { articleId } = await createArticle(ctx, editor, { ...ground, content: article('wolverine', '貂熊') });
	await scheduleArticle(ctx, editor, { articleId, revision: 1, at: ctx.clock.edition.now() + 3_600_000 });
	expect(await found('wolverine')).toEqual([]);
	const half = article('narwhal', '独角鲸');
	const lags = { ...half, texts: { ...half.texts, zh: { ...half.texts.zh, ready: false } } };
	const second = await createArticle(ctx, editor, { ...ground, content: lags });
	await publishArticle(ctx, editor, { articleId: second.articleId, revision: 1 });
	expect(await found('narwhal')).toHaveLength(1);
	expect(await found('独角鲸', 'zh')).toEqual([]);
});

test('a correction takes the old words away at once, a retraction all of them', async () => {
	const { articleId } = await createArticle(ctx, editor, { ...ground, content: article('axolotl', '美西螈') });
	await publishArticle(ctx, editor, { articleId, revision: 1 });
	expect(await found('axolotl')).toHaveLength(1);
	const saved = await saveDraft(ctx, editor, { articleId, revision: 1, content: article('okapi', '霍加狓') });
	await correctArticle(ctx, editor, {
		articleId,
		revision: saved.revision,
		note: { en: 'An okapi.', zh: '是霍加狓。' },
	});
	// Before anything is read anew.
	expect((await search(ctx, searchSources, { typed: 'axolotl', locale: 'en' })).hits).toEqual([]);
	expect(await found('axolotl')).toEqual([]);
	expect(await found('okapi')).toHaveLength(1);
	await retractArticle(ctx, editor, { articleId, reason: { en: 'It was neither.', zh: '都不是。' } });
	expect((await search(ctx, searchSources, { typed: 'okapi', locale: 'en' })).hits).toEqual([]);
	expect(await found('okapi')).toEqual([]);
	expect(await found('霍加狓', 'zh')).toEqual([]);
});

test('pages, calls, tracks and dates of an edition lead to where they stand', async () => {
	expect(await found('propulsion')).toContain('/ipspace-2021/tracks/T4');
	expect((await found('acceptance')).some((path) => path.startsWith('/ipspace-2021/dates#date-'))).toBe(true);
	expect((await found('绿色空间推进', 'zh')).length).toBeGreaterThan(0);
});

test('a page in preparation is not found until it is published, and not after', async () => {
	const lin = await somebody(ctx, ground.edition, 'Lin');
	const hall = {
		title: { en: 'Hall', zh: '会堂' },
		body: { en: 'The zanzibar hall.', zh: '桑给巴尔会堂。' },
		state: 'in-preparation',
		menu: 'none',
		group: 'symposium',
		position: 99,
	};
	await publish(ctx, lin, ground.edition, 'page/hall', () => hall);
	expect(await found('zanzibar')).toEqual([]);
	await publish(ctx, lin, ground.edition, 'page/hall', (page) => ({ ...page, state: 'published' }));
	expect(await found('zanzibar')).toEqual(['/ipspace-2021/hall']);
	await publish(ctx, lin, ground.edition, 'page/hall', (page) => ({ ...page, state: 'in-preparation' }));
	expect((await search(ctx, searchSources, { typed: 'zanzibar', locale: 'en' })).hits).toEqual([]);
	expect(await found('zanzibar')).toEqual([]);
});
