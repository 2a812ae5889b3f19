import { type FormField, fieldsOf, type RecordValue, type Shape, type TypedGroup } from '#core/record-form/index.ts';
import { typedFromForm, typedOf, valueOf, withoutEmptyItems } from '#core/record-form/index.ts';
import { locales } from '#core/i18n/index.ts';
import { type ArticleContent, articleContentSchema } from './article.ts';

/*
 * The form of an article: what stands in its controls, and what they say. The controls come from the schema, so that a new
 * field has one at once; texts in two languages and what to read on with have shapes of their own.
 */

const line: Shape = { as: 'pair', both: false, format: 'line' };
/** Texts of one line, of which a language may lag. */
const lines = new Set(['byline.name', 'byline.role', 'byline.place', 'dateline', 'rights']);
/** What is no control of the schema's own: texts stand side by side, pictures are uploaded, related things are two lists. */
const apart = new Set(['texts', 'pictures', 'related']);

function known(_: unknown, path: string): Shape | undefined {
	if (lines.has(path)) return line;
	if (path === 'byline.person') return { as: 'reference', to: 'person' };
	if (path === 'lead') return { as: 'reference', to: 'picture' };
	if (path === 'topics') return { as: 'words' };
	return undefined;
}

const text = (name: string, path: string, required = true): FormField => ({
	name,
	path,
	required,
	shape: { as: 'text', format: 'line' },
});

/** The controls of one language. */
const ofLanguage: readonly FormField[] = [
	text('title', 'texts.title'),
	text('standfirst', 'texts.standfirst'),
	text('body', 'texts.body'),
	{ name: 'ready', path: 'texts.ready', required: false, preset: true, shape: { as: 'flag' } },
	{
		name: 'translation',
		path: 'texts.translation',
		required: false,
		shape: {
			as: 'group',
			fields: [
				{ name: 'by', path: 'texts.translation.by', required: false, shape: line },
				{ name: 'machine', path: 'texts.translation.machine', required: false, preset: false, shape: { as: 'flag' } },
				text('reviewedBy', 'texts.translation.reviewedBy', false),
			],
		},
	},
];

/** The fields below the texts, in the order of the page. */
export const aroundFields: readonly FormField[] = [
	...fieldsOf(articleContentSchema, { known }, '', apart),
	{
		name: 'relatedArticles',
		path: 'relatedArticles',
		required: false,
		shape: { as: 'list', item: { as: 'reference', to: 'article' }, least: 0 },
	},
	{
		name: 'relatedLinks',
		path: 'relatedLinks',
		required: false,
		shape: {
			as: 'list',
			least: 0,
			item: {
				as: 'group',
				fields: [
					{ name: 'url', path: 'relatedLinks.url', required: true, shape: { as: 'text', format: 'url' } },
					{
						name: 'label',
						path: 'relatedLinks.label',
						required: true,
						shape: { as: 'pair', both: true, format: 'line' },
					},
				],
			},
		},
	},
];

/** All fields of the form. */
export const articleFields: readonly FormField[] = [
	{
		name: 'texts',
		path: 'texts',
		required: true,
		shape: {
			as: 'group',
			fields: locales.map((locale) => ({
				name: locale,
				path: `texts.${locale}`,
				required: false,
				shape: { as: 'group' as const, fields: ofLanguage },
			})),
		},
	},
	...aroundFields,
];

/** What the form shows of a draft, however incomplete. Pure. */
export function typedOfArticle(draft: RecordValue): TypedGroup {
	const related = (Array.isArray(draft.related) ? draft.related : []) as ArticleContent['related'];
	return typedOf(articleFields, {
		...draft,
		relatedArticles: related.flatMap((one) => (one.kind === 'article' ? [one.slug] : [])),
		relatedLinks: related.flatMap((one) => (one.kind === 'link' ? [{ url: one.url, label: one.label }] : [])),
	});
}

/** What stands in a posted form; `keepsEmpty` while its lists are arranged. Pure. */
export function typedArticle(form: FormData, { keepsEmpty = false } = {}): TypedGroup {
	const typed = typedFromForm(articleFields, form);
	return keepsEmpty ? typed : withoutEmptyItems(articleFields, typed);
}

/**
 * What the controls say: the draft without its pictures, which are uploaded one by one. What is empty is not in it; whether
 * the rest is sound is for the schema to say. Pure.
 */
export function draftOfTyped(typed: TypedGroup): Omit<RecordValue, 'pictures'> {
	const { relatedArticles, relatedLinks, texts, ...rest } = valueOf(articleFields, typed) as RecordValue & {
		relatedArticles?: string[];
		relatedLinks?: RecordValue[];
		texts?: Record<string, RecordValue>;
	};
	const said = Object.entries(texts ?? {}).filter(([, own]) => own.title || own.standfirst || own.body);
	const related = [
		...(relatedArticles ?? []).map((slug) => ({ kind: 'article', slug })),
		...(relatedLinks ?? []).map((link) => ({ kind: 'link', ...link })),
	];
	return { ...rest, texts: Object.fromEntries(said), related };
}

/** Where a problem of a draft is mended: at a control of the form, or at one of its pictures. */
export type PlaceOfProblem = { field: string } | { picture: string };

/**
 * The control that belongs to a path of a draft: what there is to read on with stands in two lists of the form, and what is
 * said of a picture on its own page. Pure.
 */
export function placeOfProblem(
	path: string,
	draft: { related: readonly { kind: string }[]; pictures: readonly { id: string }[] },
): PlaceOfProblem {
	const [head = '', number = '', ...rest] = path.split('.');
	if (head === 'pictures') {
		const picture = draft.pictures[Number(number)]?.id ?? draft.pictures.find(({ id }) => id === number)?.id;
		return picture === undefined ? { field: 'pictures' } : { picture };
	}
	if (head === 'related' && number !== '') {
		const kind = draft.related[Number(number)]?.kind ?? 'link';
		const place = draft.related.slice(0, Number(number)).filter((one) => one.kind === kind).length;
		return { field: kind === 'article' ? `relatedArticles.${place}` : ['relatedLinks', place, ...rest].join('.') };
	}
	if (path === 'texts') return { field: 'texts.en.title' };
	if (/^texts\.(en|zh)$/.test(path)) return { field: `${path}.title` };
	return { field: path };
}
