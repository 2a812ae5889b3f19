import { statusOfRefusal, type Refusal, type Problem } from '#core/refusal/index.ts';
import { databaseIsAway } from '#core/database/index.ts';
import { storeIsAway } from '#core/files/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { apiProblems, type ApiProblemCode } from '../problem-messages.ts';

export const problemType = 'application/problem+json';

/** The sentence for a code of any module, in a language; undefined when nobody knows the code. */
export type Say = (code: string, locale: Locale, params: Record<string, string | number>) => string | undefined;

/** A refusal of the interface itself (method, media type, key …), for which `core/refusal` has no kind. */
export class ApiProblem extends Error {
	readonly status: number;
	readonly code: ApiProblemCode;
	readonly params: Record<string, string | number>;
	readonly problems: readonly SaidProblem[];
	readonly headers: Record<string, string>;
	readonly more: Record<string, unknown>;

	constructor(
		status: number,
		code: ApiProblemCode,
		details: {
			params?: Record<string, string | number>;
			problems?: readonly SaidProblem[];
			headers?: Record<string, string>;
			/** Further members of the answer. */
			more?: Record<string, unknown>;
		} = {},
	) {
		super(`${status} ${code}`);
		this.name = 'ApiProblem';
		this.status = status;
		this.code = code;
		this.params = details.params ?? {};
		this.problems = details.problems ?? [];
		this.headers = details.headers ?? {};
		this.more = details.more ?? {};
	}
}

/** A problem of one value; its sentence is there already when no catalogue makes it. */
export type SaidProblem = Problem & { message?: string };

/** An answer that says what is wrong (RFC 9457), in the language of the request. */
export function problemResponse(
	problem: {
		status: number;
		code: string;
		params?: Record<string, string | number>;
		problems?: readonly SaidProblem[];
		headers?: Record<string, string>;
		/** Under which the fault stands in the log. */
		instance?: string;
		/** Further members of the body, such as both texts of a conflict. */
		more?: Record<string, unknown>;
	},
	locale: Locale,
	say: Say,
): Response {
	const { status, code, params = {}, problems = [], headers = {}, instance, more } = problem;
	const sentence = (of: string, figures: Record<string, string | number> = {}) =>
		ownSentence(of, locale, figures) ?? say(of, locale, figures) ?? of;
	const body = {
		type: `urn:orrery:problem:${code}`,
		title: sentence(code, params),
		status,
		code,
		...(instance === undefined ? {} : { instance: `urn:orrery:fault:${instance}` }),
		...(problems.length === 0
			? {}
			: {
					errors: problems.map(({ path, code: of, params: figures, message }) => ({
						path,
						code: of,
						message: message ?? sentence(of, figures),
					})),
				}),
		...more,
	};
	return new Response(JSON.stringify(body), {
		status,
		headers: {
			'content-type': problemType,
			'content-language': locale === 'zh' ? 'zh-Hans' : 'en',
			'cache-control': 'private, no-store',
			vary: 'accept-language, authorization',
			...(status === 401 ? { 'www-authenticate': 'Bearer realm="orrery"' } : {}),
			...(params.seconds === undefined ? {} : { 'retry-after': String(params.seconds) }),
			...headers,
		},
	});
}

function ownSentence(code: string, locale: Locale, params: Record<string, string | number>): string | undefined {
	const sentences: Record<string, (p: Record<string, string | number>) => string> = apiProblems[locale];
	return Object.hasOwn(sentences, code) ? sentences[code]?.(params) : undefined;
}

/** Bodies that can't be read at all: those contradict the document. */
const unreadable = new Set(['malformed-form', 'unsupported-form']);

/**
 * A refusal of a use case as the same. Signed out means here that a token is needed. What fits the document and is refused
 * all the same (by the form of the call, by what an outcome needs) is 422: 400 is left to what the document forbids.
 */
export function refusalResponse(refusal: Refusal, locale: Locale, say: Say): Response {
	const { code, params, problems, kind } = refusal;
	const status = kind === 'invalid' && !unreadable.has(code) ? 422 : statusOfRefusal[kind];
	return problemResponse({ status, code: status === 401 ? 'token-needed' : code, params, problems }, locale, say);
}

/** Whether a fault is not ours: the database or the store of files is away for a moment. */
export function isAway(error: unknown): boolean {
	return databaseIsAway(error) || storeIsAway(error);
}
