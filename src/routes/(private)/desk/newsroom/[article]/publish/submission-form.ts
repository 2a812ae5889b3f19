import { invalid, Refusal } from '#core/refusal/index.ts';

/**
 * The page has two fields for a note: what goes with a submission, and what goes back to the writer. A problem of the first
 * stands there, not at the other one.
 * @throws what it is given, with its problem at `submission`
 */
export function atSubmission(refusal: unknown): never {
	if (!(refusal instanceof Refusal) || refusal.kind !== 'invalid') throw refusal;
	throw invalid(refusal.problems.map((one) => (one.path === 'note' ? { ...one, path: 'submission' } : one)));
}
