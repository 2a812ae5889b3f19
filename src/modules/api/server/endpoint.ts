import type { z } from 'zod';
import type { Action, Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof methods)[number];

/** What an endpoint is handed: everything parsed by its schemas. */
export interface Call<P, Q, B> {
	ctx: Context;
	actor: Actor;
	locale: Locale;
	params: P;
	query: Q;
	body: B;
	/** The raw request: for an endpoint that streams a file, and for nothing else. */
	request: Request;
	/** Public address of the installation, without a slash at the end. */
	origin: string;
}

/** What an endpoint answers. A `Response` is sent as it is: the bytes of a file. */
export interface Reply {
	status?: number;
	body: unknown;
	headers?: Record<string, string>;
}

/** One answer of the documentation. */
export interface DocumentedAnswer {
	/** What it says: a schema with an id (`.meta({id})`); `file` for bytes, `empty` for none. */
	schema: z.ZodType | 'file' | 'empty';
	means: string;
	headers?: Record<string, string>;
}

/** Refusals that not every endpoint has, by status. */
export type ExtraRefusal = 409 | 413;

/** One method at one path: what the router matches, the document says and the program runs, in one record. */
export interface Endpoint {
	/** `operationId`: the verb and what it is done to. */
	id: string;
	method: Method;
	/** Below `/api/v1`, with `{parameters}`. */
	path: string;
	tag: Tag;
	summary: string;
	description?: string;
	/** `public`, or the actions of which a token must allow one; what it is done to is demanded by the use case. */
	needs: 'public' | 'token' | readonly [Action, ...Action[]];
	params: z.ZodObject;
	query: z.ZodObject | null;
	/** JSON, one file as a form, or nothing. */
	body: z.ZodType | 'file' | null;
	answers: Readonly<Record<number, DocumentedAnswer>>;
	refuses: readonly ExtraRefusal[];
	run(call: Call<never, never, never>): Promise<Reply | Response>;
}

export const tags = {
	editions: 'Editions and their calls: public, no token needed.',
	own: 'What the owner of the token has handed in or is writing.',
	drafts: 'Writing: a draft is saved as often as you like and becomes an application when it is submitted.',
	applications: 'Applications, as their applicant or as the desk sees them.',
	determinations: 'What stages found. An applicant learns of it when it is announced, never before.',
	about: 'The interface itself.',
} as const;
export type Tag = keyof typeof tags;

type Infer<S> = S extends z.ZodType ? z.output<S> : null;

interface Wanted<P extends z.ZodObject, Q extends z.ZodObject | null, B extends z.ZodType | 'file' | null>
	extends Omit<Endpoint, 'params' | 'query' | 'body' | 'refuses' | 'run'> {
	params: P;
	query?: Q;
	body?: B;
	refuses?: readonly ExtraRefusal[];
	run(call: Call<z.output<P>, Infer<Q>, Infer<B>>): Promise<Reply | Response>;
}

/** Declares an endpoint; the types of what it is handed follow from its schemas. */
export function endpoint<
	P extends z.ZodObject,
	Q extends z.ZodObject | null = null,
	B extends z.ZodType | 'file' | null = null,
>(wanted: Wanted<P, Q, B>): Endpoint {
	const { query = null, body = null, refuses = [], run, ...rest } = wanted;
	return { ...rest, query, body, refuses, run: run as unknown as Endpoint['run'] };
}
