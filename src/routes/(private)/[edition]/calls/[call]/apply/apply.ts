import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { error } from '@sveltejs/kit';
import { personOf } from '#core/access/index.ts';
import { readForm } from '#core/multipart/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import type { Answers } from '#modules/calls/answers.ts';
import type { Form } from '#modules/calls/form.ts';
import {
	attachFile,
	callForVisitor,
	claimDrafts,
	detachFile,
	type DraftKey,
	draftsOf,
	draftForWriter,
	type PublicCall,
	standingBySlug,
	startDraft,
} from '#modules/calls/server/index.ts';
import { editionBySlug } from '#modules/editions/server/index.ts';
import { lateSecret } from './late.ts';

/** The secret by which a visitor who has not signed in keeps his drafts. */
const cookie = 'orrery-drafts';

/** Where the call of this address lies, without language: `/ipspace-2021/calls/abstracts`, or `/calls/star-enterprises`. */
export function callBase({ params }: Pick<RequestEvent, 'params'>): string {
	return params.edition === undefined ? `/calls/${params.call}` : `/${params.edition}/calls/${params.call}`;
}

/** The call of this address, of an edition or standing, with where its window stands now; 404 when there is none. */
export async function openCall(event: RequestEvent) {
	const { ctx } = event.locals;
	const { edition: slug, call = '' } = event.params;
	if (slug === undefined) {
		const standing = await standingBySlug(ctx, call);
		const own = standing && (await callForVisitor(ctx, { organisationId: standing.organisationId, call }));
		if (!own) error(404, 'not-found');
		return own;
	}
	const edition = await editionBySlug(ctx, slug);
	// Before an edition is public, and after it is closed, there is nothing to apply to.
	const open = edition?.state === 'published' && edition.closedAt === null;
	const found = open && (await callForVisitor(ctx, { editionId: edition.id, call }));
	if (!found) error(404, 'not-found');
	return found;
}

/** The visitor's secret, if his browser has one. */
export function draftToken(cookies: Cookies): string | undefined {
	return cookies.get(cookie);
}

function keepToken(event: RequestEvent, token: string | null): void {
	if (!token) return;
	event.cookies.set(cookie, token, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: event.url.protocol === 'https:',
		maxAge: 60 * 24 * 3600,
	});
}

/** Drafts that a visitor began become his when he is signed in; the cookie has done its work. */
export async function claimVisitorDrafts(event: RequestEvent): Promise<void> {
	const token = draftToken(event.cookies);
	if (!token || personOf(event.locals.actor) === undefined) return;
	await claimDrafts(event.locals.ctx, event.locals.actor, token);
	event.cookies.delete(cookie, { path: '/' });
}

/** The draft that this page is about: the one named in the address, or the latest of this person (or browser) for the call. */
export async function presentDraft(event: RequestEvent, callId: string) {
	const { ctx, actor } = event.locals;
	const token = draftToken(event.cookies);
	if (event.url.searchParams.has('new')) return undefined;
	const named = event.url.searchParams.get('draft');
	if (named) return draftForWriter(ctx, actor, { draft: named, token });
	const [latest] = await draftsOf(ctx, actor, { call: callId, token });
	return latest ? draftForWriter(ctx, actor, { draft: latest.id, token }) : undefined;
}

export interface Posted {
	key: DraftKey;
	revision: number;
	/** Names and values of the form, with the files that are kept. */
	entries: [string, string][];
	/** What was wrong with the upload itself, at its field. */
	problems: { path: string; code: string; params?: Record<string, string | number> }[];
	/** The button that was pressed, by its name. */
	pressed: Map<string, string>;
	/** The answers as they have just been stored with a new draft: then there is nothing left to save. */
	stored?: Answers;
}

/** A form as it was posted, its files in the store and nowhere else yet. */
export type RawForm = Awaited<ReturnType<typeof readForm>> & { value(name: string): string };

/** Reads the posted form to its end. */
export async function readPosted(event: RequestEvent, call: { form: Form }): Promise<RawForm> {
	const rules = Object.fromEntries(
		call.form.fields.flatMap((field) =>
			field.kind === 'file' ? [[field.id, { maxBytes: field.maxBytes, accept: field.types }]] : [],
		),
	);
	const store = event.locals.ctx.files;
	const form = await readForm(event.request, { files: rules, store, maxFieldBytes: 256 * 1024 });
	const last = new Map(form.fields);
	return { ...form, value: (name) => last.get(name) ?? '' };
}

/** Names that the page puts into the form for itself. */
const ownNames = new Set(['draft', 'revision', 'once', 'seen']);

/** What the applicant typed, without the page's own fields. */
export function typedEntries(raw: RawForm): [string, string][] {
	return raw.fields.filter(([name]) => !ownNames.has(name));
}

/**
 * Makes sure that there is a draft and gives it the files that arrived well: whatever happens afterwards, what was typed
 * can be saved.
 * @throws Refusal `window-closed` where there was no draft and none can be begun any more
 */
export async function keepPosted(event: RequestEvent, call: PublicCall, raw: RawForm): Promise<Posted> {
	const { ctx, actor, locale } = event.locals;
	const entries = typedEntries(raw);
	const problems = [...raw.problems];
	const files = Object.entries(raw.files).flatMap(([field, file]) => (file ? [{ field, file }] : []));
	const token = draftToken(event.cookies);
	let key: DraftKey = { draft: raw.value('draft'), token };
	let revision = Number(raw.value('revision') || 0);
	let stored: Answers | undefined;
	// Whoever was signed out while he wrote begins a visitor's draft with what is on the page; signing in makes it his.
	if (key.draft !== '' && personOf(actor) === undefined && !(await mayWrite(event, key))) key = { draft: '', token };
	if (key.draft === '') {
		const started = await startDraft(ctx, actor, {
			call: call.id,
			locale,
			entries,
			token,
			late: lateSecret(event, call.id),
			known: call,
		});
		keepToken(event, started.token);
		key = { draft: started.draft, token: started.token };
		revision = started.revision;
		if (files.length === 0) stored = started.answers;
	}
	for (const { field, file } of files) {
		try {
			const attached = await attachFile(ctx, actor, { ...key, field, file });
			revision = attached.revision;
			entries.push([`${field}.file`, attached.answer.file]);
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || refusal.kind !== 'invalid') throw refusal;
			problems.push(...refusal.problems);
		}
	}
	for (const field of call.form.fields) {
		if (field.kind !== 'file' || raw.value(`${field.id}.remove`) !== 'on' || raw.files[field.id]) continue;
		revision = await detachFile(ctx, actor, { ...key, field: field.id });
		for (let i = entries.length - 1; i >= 0; i -= 1) if (entries[i]?.[0] === `${field.id}.file`) entries.splice(i, 1);
	}
	return { key, revision, entries, problems, pressed: new Map(raw.fields), ...(stored ? { stored } : {}) };
}

/** Whether this browser, which nobody is signed in at, holds the secret of a draft. */
async function mayWrite(event: RequestEvent, key: DraftKey): Promise<boolean> {
	try {
		await draftForWriter(event.locals.ctx, event.locals.actor, key);
		return true;
	} catch (refusal) {
		if (refusal instanceof Refusal && ['signed-out', 'not-found'].includes(refusal.kind)) return false;
		throw refusal;
	}
}

/** Both at once, for everything but handing in. */
export async function receive(event: RequestEvent, call: PublicCall): Promise<Posted> {
	return keepPosted(event, call, await readPosted(event, call));
}
