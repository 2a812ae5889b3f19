import { expect, it } from 'vitest';
import { checkAnswers } from './check.ts';
import { declarationSets } from './declarations.ts';
import { formSchema } from './form.ts';

const now = { stage: 'submit', at: Date.parse('2026-05-01T00:00:00Z'), zone: 'UTC' } as const;

it.each(declarationSets)('the set $id stands in a form by itself', ({ fields }) => {
	expect(formSchema.safeParse({ fields }).error?.issues).toBeUndefined();
});

it('all sets stand in one form', () => {
	const fields = declarationSets.flatMap((set) => set.fields);
	expect(formSchema.safeParse({ fields }).success).toBe(true);
});

it('asks for tools only of whoever used one', () => {
	const form = formSchema.parse({ fields: declarationSets.find(({ id }) => id === 'ai-use')?.fields });
	expect(checkAnswers(form, { 'ai-used': false }, now)).toEqual([]);
	expect(checkAnswers(form, { 'ai-used': true }, now)).toEqual([
		{ path: 'ai-tools', code: 'required' },
		{ path: 'ai-responsibility', code: 'not-declared' },
	]);
	const tool = { tool: 'Example writer', version: '4', purpose: ['language'], parts: 'Introduction' };
	expect(checkAnswers(form, { 'ai-used': true, 'ai-tools': [tool], 'ai-responsibility': true }, now)).toEqual([]);
	const { parts, ...without } = tool;
	expect(parts).not.toBe('');
	expect(checkAnswers(form, { 'ai-used': true, 'ai-tools': [without], 'ai-responsibility': true }, now)).toEqual([
		{ path: 'ai-tools.0.parts', code: 'required' },
	]);
});
