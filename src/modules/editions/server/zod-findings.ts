import type { z } from 'zod';
import type { Finding, FindingCode } from '../bundle/findings.ts';
import { findingMessages } from '../bundle/findings.ts';

type Issue = z.core.$ZodIssue;
type Path = (string | number)[];

/** What a schema refuses, in our codes. Unknown keys come as one finding each, with the key as the last step of the path. */
export function findingsOf(part: string, value: unknown, issues: readonly Issue[], prefix: Path = []): Finding[] {
	return issues.flatMap((issue) => {
		const path = issue.path.filter((step): step is string | number => typeof step !== 'symbol');
		const finding = (code: FindingCode, params?: Finding['params'], at: Path = path): Finding => ({
			severity: 'error',
			part,
			path: [...prefix, ...at],
			code,
			params,
		});
		if (issue.code === 'unrecognized_keys') {
			return issue.keys.map((key) => finding('unknown-key', { key }, [...path, key]));
		}
		if (issue.code !== 'custom' && valueAt(value, path) === undefined) {
			const last = path.at(-1);
			return last === 'en' || last === 'zh' ? finding('missing-language', { language: last }) : finding('missing');
		}
		return describe(issue, finding);
	});
}

function describe(issue: Issue, finding: (code: FindingCode, params?: Finding['params']) => Finding): Finding {
	switch (issue.code) {
		case 'invalid_type':
			return finding('wrong-type', { expected: issue.expected });
		case 'invalid_value':
			return finding('not-a-choice', { options: issue.values.map(String).join(', ') });
		case 'invalid_union':
			return 'options' in issue && issue.options !== undefined
				? finding('not-a-choice', { options: issue.options.map(String).join(', ') })
				: finding('rule', { text: issue.message });
		case 'invalid_format':
			return finding('bad-format', { format: issue.pattern ?? issue.format });
		case 'too_small':
			return finding('too-small', { minimum: Number(issue.minimum) });
		case 'too_big':
			return finding('too-big', { maximum: Number(issue.maximum) });
		case 'custom': {
			const code: unknown = issue.params?.code;
			return typeof code === 'string' && code in findingMessages.en
				? finding(code as FindingCode)
				: finding('rule', { text: issue.message });
		}
		default:
			return finding('rule', { text: issue.message });
	}
}

function valueAt(value: unknown, path: Path): unknown {
	return path.reduce<unknown>(
		(inner, step) =>
			typeof inner === 'object' && inner !== null ? (inner as Record<string | number, unknown>)[step] : undefined,
		value,
	);
}
