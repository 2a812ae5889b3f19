/** One thing wrong with an input: where (a dotted path such as `authors.0.orcid`), what (a code the catalogues know), and the figures the sentence needs. */
export interface Problem {
	path: string;
	code: string;
	params?: Record<string, string | number>;
}

/**
 * Why a use case did not do what it was asked. `not-found` is also what an outsider gets for a thing he may not see;
 * `forbidden` is for insiders and carries a reason.
 */
export type RefusalKind =
	| 'invalid'
	| 'not-found'
	| 'forbidden'
	| 'signed-out'
	| 'conflict'
	| 'closed'
	| 'too-large'
	| 'too-many'
	| 'unavailable';

export const statusOfRefusal: Record<RefusalKind, number> = {
	invalid: 400,
	'signed-out': 401,
	forbidden: 403,
	'not-found': 404,
	conflict: 409,
	closed: 409,
	'too-large': 413,
	'too-many': 429,
	unavailable: 503,
};

/** An expected refusal. Anything else that is thrown is a fault of ours and becomes a 500. */
export class Refusal extends Error {
	readonly kind: RefusalKind;
	/** A code the catalogues know, e.g. `window-closed`. */
	readonly code: string;
	readonly params: Record<string, string | number>;
	readonly problems: readonly Problem[];

	constructor(
		kind: RefusalKind,
		code: string,
		details: { params?: Record<string, string | number>; problems?: readonly Problem[] } = {},
	) {
		super(`${kind}: ${code}${details.problems?.length ? ' ' + JSON.stringify(details.problems) : ''}`);
		this.name = 'Refusal';
		this.kind = kind;
		this.code = code;
		this.params = details.params ?? {};
		this.problems = details.problems ?? [];
	}

	get status(): number {
		return statusOfRefusal[this.kind];
	}
}

/** The input is refused field by field. */
export function invalid(problems: readonly Problem[]): Refusal {
	return new Refusal('invalid', 'invalid-input', { problems });
}

/** What an outsider gets, whether the thing exists or not. */
export function notFound(code = 'not-found'): Refusal {
	return new Refusal('not-found', code);
}

/** What an insider gets, with a reason. */
export function forbidden(code: string, params?: Record<string, string | number>): Refusal {
	return new Refusal('forbidden', code, params ? { params } : {});
}
