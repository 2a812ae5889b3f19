import type { z } from 'zod';
import type { Problem } from '#core/refusal/index.ts';
import { callSchema } from '../call.ts';
import { type Definition, type Path, valueAt, writePath } from './path.ts';

type Issue = z.core.$ZodIssue;

/** What `callSchema` has against a design, each at its path, as codes. Pure. */
export function problemsOf(definition: Definition): Problem[] {
	const parsed = callSchema.safeParse(definition);
	if (parsed.success) return [];
	const seen = new Set<string>();
	return parsed.error.issues
		.flatMap((issue) => problemsOfIssue(definition, issue))
		.filter(({ path, code }) => !seen.has(`${path} ${code}`) && seen.add(`${path} ${code}`));
}

function problemsOfIssue(definition: Definition, issue: Issue): Problem[] {
	const at = issue.path.filter((step): step is string | number => typeof step !== 'symbol');
	const problem = (code: string, params?: Problem['params'], path: Path = at): Problem => ({
		path: writePath(path),
		code,
		...(params ? { params } : {}),
	});
	if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => problem('unknown-key', { key }, [...at, key]));
	const value = valueAt(definition, at);
	if (issue.code !== 'custom' && (value === undefined || value === '')) {
		const last = at.at(-1);
		return last === 'en' || last === 'zh' ? [problem('missing-language', { language: last })] : [problem('missing')];
	}
	switch (issue.code) {
		case 'invalid_type':
			return [problem('wrong-type', { expected: issue.expected })];
		case 'invalid_value':
			return [problem('not-a-choice', { options: issue.values.map(String).join(', ') })];
		case 'invalid_format':
			return [problem(issue.format === 'email' || issue.format === 'regex' ? `bad-${issue.format}` : 'bad-format')];
		case 'too_small':
			return issue.origin === 'array' && Number(issue.minimum) === 1
				? [problem('empty-list')]
				: [problem('too-small', { minimum: Number(issue.minimum) })];
		case 'too_big':
			return [problem('too-big', { maximum: Number(issue.maximum) })];
		case 'invalid_union':
			return [problem('not-a-choice', { options: 'options' in issue ? (issue.options ?? []).join(', ') : '' })];
		default:
			return [problem('rule', { text: issue.message })];
	}
}
