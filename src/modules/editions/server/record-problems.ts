import type { Problem } from '#core/refusal/index.ts';
import { checkBundle } from '../bundle/check.ts';
import { bundleSchema } from '../bundle/index.ts';
import { placeInRecords, type RecordPlace } from '../record-place.ts';
import { bundleOf, type Records, recordsOf } from '../records.ts';
import { findingsOf } from './zod-findings.ts';

/** Something wrong with an edition, at the record that is to blame. */
export interface RecordProblem extends RecordPlace {
	code: string;
	params?: Record<string, string | number>;
}

/**
 * What is wrong with these records, by the same rules as for files (errors only), and, when their shape is right, the
 * records with everything filled in that the schemas fill in. Positions stay as they are.
 */
export function recordProblems(records: Records): { whole: Records | undefined; problems: RecordProblem[] } {
	const value = bundleOf(records);
	const parsed = bundleSchema.safeParse(value);
	const findings = parsed.success
		? checkBundle(parsed.data)
		: findingsOf('bundle', value, parsed.error.issues).map((finding) => ({
				...finding,
				part: String(finding.path[0]),
				path: finding.path.slice(1),
			}));
	const problems: RecordProblem[] = findings
		.filter(({ severity }) => severity === 'error')
		.map(({ part, path, code, params }) => ({
			...placeInRecords(records, part, path),
			code,
			...(params ? { params } : {}),
		}));
	const whole = parsed.success ? filledIn(records, recordsOf(parsed.data)) : undefined;
	for (const key of Object.keys(records)) {
		// A room of no site, an office without a committee: nobody would ever see it.
		if (whole && !whole[key]) problems.push({ key, path: '', code: 'no-place' });
	}
	return { whole, problems };
}

function filledIn(records: Records, parsed: Records): Records {
	return Object.fromEntries(
		Object.entries(parsed).map(([key, value]) => {
			const position = records[key]?.position;
			return [key, position === undefined ? value : { ...value, position }];
		}),
	);
}

/** What is wrong with `after` and was not with `before`: nobody is kept from working by what was wrong already. */
export function newProblems(
	before: Records,
	after: Records,
): { whole: Records | undefined; problems: RecordProblem[] } {
	const { whole, problems } = recordProblems(after);
	if (problems.length === 0) return { whole, problems };
	const name = (problem: RecordProblem) => JSON.stringify([problem.key, problem.path, problem.code, problem.params]);
	const known = new Set(recordProblems(before).problems.map(name));
	return { whole, problems: problems.filter((problem) => !known.has(name(problem))) };
}

/** Problems as a refusal carries them: those of `own` at the path of their field, others as `key:path`. */
export function asProblems(problems: readonly RecordProblem[], own?: string): Problem[] {
	return problems.map(({ key, path, code, params }) => ({
		path: key === own ? path : `${key}:${path}`,
		code,
		...(params ? { params } : {}),
	}));
}
