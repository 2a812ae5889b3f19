import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locales } from '#core/i18n/index.ts';
import type { FormField, RecordValue, Shape, Typed, TypedGroup } from '#core/record-form/index.ts';
import { articleContentSchema, bylineSchema } from './article.ts';
import { articleFields, draftOfTyped, placeOfProblem, typedArticle, typedOfArticle } from './article-form.ts';
import { articleDraftSchema, cleanDraft } from './draft.ts';
import { articleLabel, articlePlace, fieldLabels } from './ui/field-labels.ts';

const draft = cleanDraft(
	articleDraftSchema.parse({
		texts: {
			en: { title: 'Agreed', standfirst: 'In three days.', body: '## One\n\nText.' },
			zh: { title: '达成共识', ready: false, translation: { by: { en: 'A. Sample' }, machine: true } },
		},
		byline: [{ person: 'ann-sample', name: { en: 'Ann Sample' }, role: { en: 'Editor', zh: '编辑' } }],
		dateline: { en: 'Sydney' },
		topics: ['climate', 'small-satellites'],
		sources: [{ label: { en: 'Report', zh: '报告' }, url: 'https://report.example/' }],
		related: [
			{ kind: 'article', slug: 'earlier' },
			{ kind: 'link', url: 'https://a.example/', label: { en: 'A', zh: '甲' } },
		],
		sample: true,
	}),
);

/** What a browser posts of a form that shows this. */
function posted(
	typed: TypedGroup,
	fields: readonly FormField[] = articleFields,
	prefix = '',
	form = new FormData(),
): FormData {
	const put = (shape: Shape, value: Typed | undefined, name: string): void => {
		if (shape.as === 'group') posted((value ?? {}) as TypedGroup, shape.fields, `${name}.`, form);
		else if (shape.as === 'list') {
			const items = (value ?? []) as Typed[];
			form.append(`${name}.length`, String(items.length));
			for (const [place, item] of items.entries()) put(shape.item, item, `${name}.${place}`);
		} else if (shape.as === 'pair') {
			for (const locale of locales) form.append(`${name}.${locale}`, String((value as TypedGroup)[locale] ?? ''));
		} else if (shape.as === 'flag') {
			if (value === true) form.append(name, 'yes');
		} else form.append(name, String(value ?? '').replaceAll('\n', '\r\n'));
	};
	for (const field of fields) put(field.shape, typed[field.name], `${prefix}${field.name}`);
	return form;
}

/** The same by every browser, and through the schema of drafts. */
const again = (value: RecordValue) =>
	cleanDraft(articleDraftSchema.parse({ ...draftOfTyped(typedArticle(posted(typedOfArticle(value)))), pictures: [] }));

describe('the form of an article', () => {
	test('what it shows and posts is what it was, however incomplete', () => {
		expect(again(draft as unknown as RecordValue)).toEqual(draft);
		expect(again({ texts: {}, related: [] })).toEqual(articleDraftSchema.parse({}));
		const word = fc.stringMatching(/^[a-z一-龥]{1,8}$/);
		const text = fc.record(
			{ title: word, standfirst: word, body: word, ready: fc.boolean() },
			{ requiredKeys: ['ready'] },
		);
		fc.assert(
			fc.property(
				fc.record({ en: text, zh: text }, { requiredKeys: [] }),
				fc.array(fc.record({ name: fc.record({ en: word }) }), { maxLength: 3 }),
				(texts, byline) => {
					const one = cleanDraft(articleDraftSchema.parse({ texts, byline }));
					expect(again(one as unknown as RecordValue)).toEqual(one);
				},
			),
			{ numRuns: 60 },
		);
	});

	test('every field of the schemas has a control with a name in both languages', () => {
		const names = articleFields.map(({ name }) => name);
		const others = ['pictures', 'related'];
		expect(
			Object.keys(articleContentSchema.shape)
				.filter((name) => !names.includes(name))
				.sort(),
		).toEqual(others);
		const paths: string[] = [];
		const walk = (fields: readonly FormField[]): void => {
			for (const { path, shape } of fields) {
				if (!/^texts\.(en|zh)$/.test(path)) paths.push(path);
				const inner = shape.as === 'list' ? shape.item : shape;
				if (inner.as === 'group') walk(inner.fields);
			}
		};
		walk(articleFields);
		for (const part of Object.keys(bylineSchema.shape)) expect(paths).toContain(`byline.${part}`);
		for (const locale of locales) {
			for (const path of paths) expect(Object.hasOwn(fieldLabels[locale], path), `${locale} ${path}`).toBe(true);
		}
	});

	test('a problem stands at the control that mends it', () => {
		expect(placeOfProblem('related.1.url', draft)).toEqual({ field: 'relatedLinks.0.url' });
		expect(placeOfProblem('related.0.slug', draft)).toEqual({ field: 'relatedArticles.0' });
		expect(placeOfProblem('texts', draft)).toEqual({ field: 'texts.en.title' });
		expect(placeOfProblem('texts.zh', draft)).toEqual({ field: 'texts.zh.title' });
		expect(placeOfProblem('byline.0.person', draft)).toEqual({ field: 'byline.0.person' });
		const pictures = [{ id: 'launch' }];
		expect(placeOfProblem('pictures.0.alternative.zh', { related: [], pictures })).toEqual({ picture: 'launch' });
		expect(placeOfProblem('pictures.launch', { related: [], pictures })).toEqual({ picture: 'launch' });
	});

	test('places are called as people call them', () => {
		expect(articlePlace('texts.en.title', 'en')).toBe('Title (English)');
		expect(articlePlace('sources.0.label.zh', 'en')).toBe('Sources 1: Source (Chinese)');
		expect(articlePlace('pictures.launch.caption.en', 'zh')).toBe('图片 launch：图注（英文）');
		expect(articleLabel('nothing.of.it', 'en').label).toBe('nothing.of.it');
	});
});
