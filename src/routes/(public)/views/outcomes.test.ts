import { expect, test } from 'vitest';
import type { Bundle } from '#modules/editions/bundle/index.ts';
import type { ArticleCard } from '#modules/newsroom/server/index.ts';
import { outcomeViews, pictureViews, reportViews } from './outcomes.ts';

const asset = (id: string, digest: string, caption?: string) => ({
	id,
	kind: 'image' as const,
	alternative: { en: `What ${id} shows`, zh: `${id}所示` },
	credit: { en: 'A. Photographer', zh: '摄影者' },
	...(caption ? { caption: { en: caption } } : {}),
	licence: 'CC BY 4.0',
	sample: false,
	content: {
		digest: digest.repeat(64).slice(0, 64),
		bytes: 10,
		mediaType: 'image/png',
		width: 40,
		height: 30,
		name: `${id}.png`,
	},
});
const document = (id: string, more: object = {}) => ({
	id,
	kind: 'statement' as const,
	title: { en: `Title of ${id}`, zh: `${id}标题` },
	state: 'published' as const,
	...more,
});
const bundle = {
	edition: { slug: 'e-2021', state: 'published' },
	assets: [asset('hall', 'a'), asset('roof', 'b')],
	outcomes: {
		documents: [
			document('body', { kind: 'body' }),
			document('with-text', { text: { en: 'Text' } }),
			document('signed', { text: { en: 'Text' }, statement: 'initiative' }),
			document('later', { statement: 'not-released', text: { en: 'Text' }, state: 'in-preparation' }),
		],
		figures: [],
		pictures: [{ asset: 'hall', caption: { en: 'The hall' } }, { asset: 'gone' }],
	},
} as unknown as Bundle;
const statement = (slug: string, kind: 'initiative' | 'consensus' = 'initiative') => ({
	...{ slug, kind, sample: slug === 'initiative', releasedAt: 7 },
	titles: { zh: `声明 ${slug}` },
});
const card = (slug: string, lead?: ReturnType<typeof asset>) =>
	({
		...{ slug, publishedAt: 1, zone: 'UTC', topics: [], edition: null, sample: true },
		texts: { en: { title: `On ${slug}`, standfirst: 'In short.' } },
		...(lead ? { lead } : {}),
	}) as unknown as ArticleCard;

test('a document that is a released statement leads to it; one that is not released to nothing', () => {
	const views = outcomeViews(bundle, 'en', [statement('initiative'), statement('unnamed', 'consensus')]);
	expect(views.map(({ id, kind, path, preparing, sample }) => [id, kind, path, preparing, sample])).toEqual([
		['with-text', 'statement', '/e-2021/outcomes/with-text', false, false],
		['signed', 'statement', '/statements/initiative', false, true],
		['later', 'statement', null, true, false],
		// Released about the edition, and typed nowhere else.
		['statement-unnamed', 'consensus', '/statements/unnamed', false, false],
		['body', 'body', null, false, false],
	]);
	expect(views[3]).toMatchObject({ title: '声明 unnamed', lang: 'zh-Hans', at: 7 });
	expect(outcomeViews(bundle, 'en').find(({ id }) => id === 'signed')?.path).toBe('/e-2021/outcomes/signed');
});

test('pictures of the edition, then those above its articles, each once, with where they are from', () => {
	const views = pictureViews(bundle, 'en', [
		card('first', asset('other', 'c', 'In the street')),
		card('same', asset('x', 'a')),
		card('none'),
	]);
	expect(views.map(({ id, caption, article }) => [id, caption, article])).toEqual([
		['hall', 'The hall', null],
		['article-first', 'In the street', { path: '/news/first', title: 'On first' }],
	]);
	expect(views[1]?.picture.alt).toBe('What other shows');
	expect(views[1]?.picture.src).toContain('/news/first/pictures/');
	expect(views[1]?.notes.join()).toContain('A. Photographer');
});

test('articles about the edition keep their order and say in which language they stand', () => {
	expect(reportViews([card('b'), card('a')], 'zh').map(({ path, lang, sample }) => [path, lang, sample])).toEqual([
		['/news/b', 'en', true],
		['/news/a', 'en', true],
	]);
});
