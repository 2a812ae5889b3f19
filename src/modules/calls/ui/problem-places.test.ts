import { expect, it } from 'vitest';
import { formSchema } from '../form.ts';
import { sampleForm } from '../testing.ts';
import { placedProblems, placeInWords } from './problem-places.ts';

const both = (en: string, zh: string) => ({ en, zh });
const form = formSchema.parse({
	fields: [
		{ id: 'name', kind: 'short-text', label: both('Name', '名称'), inLanguages: { languages: ['en', 'zh'] } },
		{
			id: 'budget',
			kind: 'group',
			label: both('Budget', '预算'),
			fields: [{ id: 'cost', kind: 'number', label: both('Cost', '费用') }],
			sums: [{ field: 'cost', label: both('Total', '合计') }],
		},
	],
});

it('names the place of a mistake as its reader sees it', () => {
	expect(placeInWords(form, 'budget.1.cost', 'en')).toBe('Budget, Row 2, Cost');
	expect(placeInWords(form, 'budget.cost', 'en')).toBe('Budget, Total');
	expect(placeInWords(form, 'name.zh', 'zh')).toBe('名称，中文');
	expect(placeInWords(sampleForm, 'authors.1.orcid', 'en')).toBe('Authors, Person 2, ORCID iD');
	expect(placeInWords(sampleForm, 'authors.presenter', 'en')).toBe('Authors');
	expect(placeInWords(sampleForm, 'place.zone', 'en')).toBe('Place, Time zone');
	expect(placeInWords(form, 'gone', 'en')).toBe('');
	expect(placedProblems(form, [{ path: 'budget', message: '请填写此项。' }], 'zh')).toEqual([
		{ path: 'budget', message: '预算：请填写此项。' },
	]);
});
