import type { Refusal } from '#core/refusal/index.ts';

/**
 * A refusal as RFC 9457 problem details.
 * @param say the sentence for a code, in the language of the request
 */
export function problemDetails(
	refusal: Refusal,
	say: (code: string, params: Record<string, string | number>) => string,
) {
	return {
		type: `urn:orrery:problem:${refusal.code}`,
		title: say(refusal.code, refusal.params),
		status: refusal.status,
		code: refusal.code,
		...(refusal.problems.length > 0
			? {
					errors: refusal.problems.map((problem) => ({
						path: problem.path,
						code: problem.code,
						message: say(problem.code, problem.params ?? {}),
					})),
				}
			: {}),
	};
}
