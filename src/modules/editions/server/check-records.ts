import { checkBundle } from '../bundle/check.ts';
import { type Bundle, bundleSchema } from '../bundle/index.ts';
import type { Finding } from '../bundle/findings.ts';
import { bundleOf, type Records } from '../records.ts';
import { findingsOf } from './zod-findings.ts';

/** What is wrong with an edition that was changed record by record: shape and references as for files, errors only. */
export function checkRecords(records: Records): { bundle: Bundle | undefined; errors: Finding[] } {
	const value = bundleOf(records);
	const parsed = bundleSchema.safeParse(value);
	const findings = parsed.success
		? checkBundle(parsed.data)
		: findingsOf('bundle', value, parsed.error.issues).map((finding) => ({
				...finding,
				part: String(finding.path[0]),
				path: finding.path.slice(1),
			}));
	const errors = findings.filter((finding) => finding.severity === 'error');
	return { bundle: parsed.success && errors.length === 0 ? parsed.data : undefined, errors };
}
