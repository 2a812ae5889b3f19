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
	startDraft,
} from '#modules/calls/server/index.ts';
import { windowState } from '#modules/calls/window-state.ts';
import { editionBySlug } from '#modules/editions/server/index.ts';

/** The secret by which a visitor who has not signed in keeps his drafts. */
const cookie = 'orrery-drafts';

/** The call of this address, with where its window stands now; 404 when there is none. */
export async function openCall(event: RequestEvent) {
	const { ctx, remember } = event.locals;
	const { edition: slug = '', call = '' } = event.params;
	const found = await remember(`call ${slug} ${call}`, async () => {
		const edition = await editionBySlug(ctx, slug);
		return edition && callForVisitor(ctx, { editionId: edition.id, call });
	});
	if (!found) error(404, 'not-found');
	return { ...found, state: windowState(found.window, ctx.clock.edition.now()) };
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

/**
 * Reads the posted form to its end, keeps the files that arrived well, and makes sure that there is a draft: whatever
 * happens afterwards, what was typed can be saved.
 */
export async function receive(event: RequestEvent, call: { id: string; form: Form }): Promise<Posted> {
	const { ctx, actor, locale } = event.locals;
	const rules = Object.fromEntries(
		call.form.fields.flatMap((field) =>
			field.kind === 'file' ? [[field.id, { maxBytes: field.maxBytes, accept: field.types }]] : [],
		),
	);
	const posted = await readForm(event.request, { files: rules, store: ctx.files, maxFieldBytes: 256 * 1024 });
	const fields = new Map(posted.fields);
	const token = draftToken(event.cookies);
	let id = fields.get('draft') ?? '';
	let revision = Number(fields.get('revision') ?? 0);
	if (id === '') {
		const started = await startDraft(ctx, actor, { call: call.id, locale, entries: posted.fields, token });
		keepToken(event, started.token);
		id = started.draft;
		revision = started.revision;
		const same = Object.keys(posted.files).length === 0;
		return finish(id, started.token ?? undefined, same ? started.answers : undefined);
	}
	return finish(id, token);

	async function finish(draft: string, secret: string | undefined, stored?: Answers): Promise<Posted> {
		const key: DraftKey = { draft, token: secret };
		const entries = posted.fields.filter(([name]) => !['draft', 'revision'].includes(name));
		const problems = [...posted.problems];
		for (const [name, file] of Object.entries(posted.files)) {
			if (!file) continue;
			try {
				const attached = await attachFile(ctx, actor, { ...key, field: name, file });
				revision = attached.revision;
				entries.push([`${name}.file`, attached.answer.file]);
			} catch (refusal) {
				if (!(refusal instanceof Refusal) || refusal.kind !== 'invalid') throw refusal;
				problems.push(...refusal.problems);
			}
		}
		for (const field of Object.keys(rules)) {
			if (fields.get(`${field}.remove`) !== 'on' || posted.files[field]) continue;
			revision = await detachFile(ctx, actor, { ...key, field });
			for (let i = entries.length - 1; i >= 0; i -= 1) if (entries[i]?.[0] === `${field}.file`) entries.splice(i, 1);
		}
		return { key, revision, entries, problems, pressed: fields, ...(stored ? { stored } : {}) };
	}
}
