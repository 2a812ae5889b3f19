import { expect, test } from 'vitest';
import { type ArticleContent, articleContentSchema } from './article.ts';
import { articleChanges } from './changes.ts';
import { completeArticle } from './complete.ts';
import { articleDraftSchema, cleanDraft } from './draft.ts';
import { publicContent } from './public-content.ts';

const around = { persons: new Set(['ann']), articles: new Set(['there']), slug: 'here' };
const digest = 'a'.repeat(64);
const picture = (id: string, more = {}) => ({
	...{ id, file: `${id}.png`, kind: 'image', alternative: { en: 'A', zh: '甲' }, credit: { en: 'C' } },
	content: { digest, mediaType: 'image/png', bytes: 1, width: 10, height: 10 },
	...more,
});
const text = (body: string, ready = true) => ({ title: 'T', standfirst: 'S', body, ready });
const draftOf = (value: object) => cleanDraft(articleDraftSchema.parse(value));
const whole = { texts: { en: text('Body.'), zh: text('正文。') }, byline: [{ name: { en: 'A' } }] };
const codes = (value: object) =>
	completeArticle(draftOf(value), around).findings.map(({ severity, path, code }) => `${severity} ${path} ${code}`);

test('a whole article has nothing against it', () => {
	expect(codes(whole)).toEqual([]);
	expect(completeArticle(draftOf(whole), around).content).toEqual(articleContentSchema.parse(whole));
});

test('each thing that stands against an article is found where it is', () => {
	const cases: [object, string][] = [
		[{ texts: { en: text('B.', false) } }, 'error texts no-ready-language'],
		[{ texts: {} }, 'error texts no-ready-language'],
		[{ texts: { en: { ...text('B.'), title: '' } } }, 'error texts.en.title missing'],
		[{ texts: { en: { ...text('B.'), title: 'x'.repeat(161) } } }, 'error texts.en.title too-long'],
		[{ texts: { en: text('![](asset:gone)') } }, 'error texts.en.body unknown-asset'],
		[{ texts: { en: text('[plan](asset:gone)') } }, 'error texts.en.body unknown-asset'],
		[{ texts: { en: text('> A.\n> — [B](person:bob)') } }, 'error texts.en.body unknown-person'],
		[{ texts: { en: text('![x](https://elsewhere.example/x.png)') } }, 'warning texts.en.body remote-picture'],
		[{ byline: [{ name: { en: 'B' }, person: 'bob' }] }, 'error byline.0.person unknown-person'],
		[{ byline: [{ name: { en: 'B' }, person: 'No Key' }] }, 'error byline.0.person unknown-person'],
		[{ byline: [] }, 'warning byline no-byline'],
		[{ lead: 'gone' }, 'error lead unknown-asset'],
		[
			{ lead: 'a', pictures: [picture('a', { alternative: { en: 'A' } })] },
			'error pictures.0.alternative.zh missing-alternative',
		],
		[{ lead: 'a', pictures: [picture('a', { credit: undefined })] }, 'warning pictures.0.credit missing-credit'],
		[{ lead: 'a', pictures: [picture('a', { kind: 'document' })] }, 'error lead not-a-picture'],
		[{ pictures: [picture('a', { alternative: undefined })] }, 'warning pictures.0 not-shown'],
		[{ related: [{ kind: 'article', slug: 'here' }] }, 'error related.0.slug related-to-itself'],
		[{ related: [{ kind: 'article', slug: 'elsewhere' }] }, 'warning related.0.slug unknown-article'],
		[
			{ related: [{ kind: 'link', url: 'javascript:alert(1)', label: { en: 'a', zh: 'b' } }] },
			'error related.0.url no-address',
		],
		[{ sources: [{ label: { en: 'only' } }] }, 'error sources.0.label.zh missing'],
		[{ topics: ['Two words'] }, 'error topics.0 no-slug'],
	];
	for (const [change, finding] of cases)
		expect(codes({ ...whole, ...change }), JSON.stringify(change)).toContain(finding);
	expect(
		codes({ ...whole, lead: 'a', pictures: [picture('a', { decorative: true, alternative: undefined })] }),
	).toEqual([]);
	expect(codes({ ...whole, related: [{ kind: 'article', slug: 'there' }] })).toEqual([]);
});

test('a language that lags and is not whole stays behind; one that is whole stays, unpublished', () => {
	const half = completeArticle(
		draftOf({ ...whole, texts: { ...whole.texts, zh: { title: '半', ready: false } } }),
		around,
	);
	expect(Object.keys(half.content?.texts ?? {})).toEqual(['en']);
	const lagging = completeArticle(draftOf({ ...whole, texts: { ...whole.texts, zh: text('正文。', false) } }), around);
	expect(Object.keys(lagging.content?.texts ?? {})).toEqual(['en', 'zh']);
	expect(Object.keys(publicContent(lagging.content as ArticleContent).texts)).toEqual(['en']);
});

test('what leaves the newsroom names only what a ready language shows', () => {
	const content = articleContentSchema.parse({
		texts: { en: text('![](asset:shown) [doc](asset:paper)'), zh: text('![](asset:hidden)', false) },
		pictures: [picture('shown'), picture('hidden'), picture('unused'), picture('paper'), picture('lead')],
		lead: 'lead',
	});
	expect(publicContent(content).pictures.map(({ id }) => id)).toEqual(['shown', 'paper', 'lead']);
});

test('cleaning a draft twice is cleaning it once, and drops what is empty', () => {
	const typed = {
		texts: { en: { title: ' A \n b ', body: 'x\r\ny', ready: true }, zh: { title: '甲\n乙', ready: false } },
		byline: [{}, { name: { en: ' ', zh: '名' } }],
		related: [{ kind: 'link' as const }],
		rights: { en: '' },
	};
	const once = draftOf(typed);
	expect(once.texts).toEqual({ en: { title: 'A b', body: 'x\ny', ready: true }, zh: { title: '甲乙', ready: false } });
	expect(once).toMatchObject({ byline: [{ name: { zh: '名' } }], related: [] });
	expect(once.rights).toBeUndefined();
	expect(cleanDraft(once)).toEqual(once);
});

test('what changed between two contents is named field by field', () => {
	const before = draftOf({ ...whole, pictures: [picture('a'), picture('b')] });
	const after = draftOf({
		...whole,
		texts: { en: { ...text('Other.'), translation: { machine: true } } },
		pictures: [picture('b', { sample: true }), picture('c')],
		topics: ['x'],
		sample: true,
	});
	expect(articleChanges(before, after).map(({ path, kind }) => `${kind} ${path}`)).toEqual([
		'changed texts.en.body',
		'added texts.en.translation',
		'removed texts.zh',
		'added topics',
		'added sample',
		'removed pictures.a',
		'changed pictures.b',
		'added pictures.c',
	]);
	expect(articleChanges(before, before)).toEqual([]);
});
