import { fail, redirect } from '@sveltejs/kit';
import type { Context } from '#core/context/index.ts';
import { readForm } from '#core/multipart/index.ts';
import { dayOf } from '#core/clock/index.ts';
import { invalid, notFound } from '#core/refusal/index.ts';
import {
	approvePlacement,
	assignFulfilment,
	fulfilmentForDesk,
	issueCertificates,
	recordDone,
	recordPayment,
	reopenFulfilment,
	revokeCertificate,
	takeDownPlacement,
} from '#modules/fulfilments/server/index.ts';
import { displayName } from '#modules/people/name.ts';
import { listPath, openFulfilments, said } from '../open.ts';
import { certificateFile } from './files.ts';
import { maxProofBytes } from './limits.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const done = ['assigned', 'done', 'reopened', 'paid', 'given', 'revoked', 'approved', 'taken-down'] as const;
type Done = (typeof done)[number];

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openFulfilments(event);
	const found = await fulfilmentForDesk(ctx, actor, event.params.fulfilment);
	if (found.deskId !== desk.id) throw notFound();
	const { line, owners, doneBy, rule } = found;
	return {
		slug: desk.slug,
		short: desk.short,
		now: ctx.clock.edition.now(),
		// A day ends with its last millisecond.
		due: line.dueAt === null ? '' : dayOf(line.dueAt - 1, line.zone),
		today: dayOf(ctx.clock.edition.now(), line.zone),
		one: {
			...found,
			owners: owners.map(({ id, names }) => ({ value: id, label: displayName(names, locale) })),
			doneBy: doneBy ? displayName(doneBy, locale) : null,
			days: { from: rule?.from?.slice(0, 10) ?? '', until: rule?.until?.slice(0, 10) ?? '' },
			certificateFile: await certificateFile(ctx, actor, found.certificates),
		},
		done: done.find((one) => one === event.url.searchParams.get('done')) ?? null,
	};
};

interface Typed {
	fields: Record<string, string>;
	file: { digest: string; bytes: number; mediaType: string; name: string } | undefined;
}

/** Reads the form, does it and shows the page again; a refusal is said there, beside what was typed. */
async function act(event: RequestEvent, what: Done, work: (ctx: Context, typed: Typed) => Promise<unknown>) {
	const { ctx, locale } = event.locals;
	await openFulfilments(event);
	const form = await readForm(event.request, { files: { file: { maxBytes: maxProofBytes } }, store: ctx.files });
	const fields = Object.fromEntries(form.fields);
	if (form.problems.length > 0) {
		const tooLarge = invalid([{ path: 'file', code: 'file-too-large' }]);
		const { status, ...refusal } = said(tooLarge, locale);
		return fail(status, { what, fields, ...refusal });
	}
	try {
		await work(ctx, { fields, file: form.files.file });
	} catch (thrown) {
		const { status, ...refusal } = said(thrown, locale);
		return fail(status, { what, fields, ...refusal });
	}
	redirect(303, listPath(locale, event.params.edition ?? '', `/${event.params.fulfilment}?done=${what}`));
}

const text = (typed: Typed, name: string) => typed.fields[name] ?? '';
const seen = (typed: Typed) => ({ seen: Number(typed.fields.seen) || 0 });

export const actions: Actions = {
	assign: async (event) =>
		act(event, 'assigned', (ctx, typed) =>
			assignFulfilment(ctx, event.locals.actor, {
				fulfilment: event.params.fulfilment,
				owner: text(typed, 'owner') || null,
				due: text(typed, 'due'),
				...seen(typed),
			}),
		),
	done: async (event) =>
		act(event, 'done', (ctx, typed) =>
			recordDone(ctx, event.locals.actor, {
				fulfilment: event.params.fulfilment,
				note: text(typed, 'note'),
				file: typed.file,
				...seen(typed),
			}),
		),
	reopen: async (event) =>
		act(event, 'reopened', (ctx, typed) =>
			reopenFulfilment(ctx, event.locals.actor, { fulfilment: event.params.fulfilment, ...seen(typed) }),
		),
	pay: async (event) =>
		act(event, 'paid', (ctx, typed) =>
			recordPayment(ctx, event.locals.actor, {
				fulfilment: event.params.fulfilment,
				paid: Number(text(typed, 'paid').replace(/[\s,]/g, '')),
				currency: text(typed, 'currency').trim().toUpperCase(),
				reference: text(typed, 'reference'),
				on: text(typed, 'on'),
				note: text(typed, 'note'),
				file: typed.file,
				...seen(typed),
			}),
		),
	give: async (event) =>
		act(event, 'given', (ctx) =>
			issueCertificates(ctx, event.locals.actor, { fulfilments: [event.params.fulfilment] }),
		),
	revoke: async (event) =>
		act(event, 'revoked', (ctx, typed) =>
			revokeCertificate(ctx, event.locals.actor, {
				certificate: text(typed, 'certificate'),
				reason: { en: text(typed, 'reason.en'), zh: text(typed, 'reason.zh') },
			}),
		),
	approve: async (event) =>
		act(event, 'approved', (ctx, typed) =>
			approvePlacement(ctx, event.locals.actor, {
				fulfilment: event.params.fulfilment,
				name: { en: text(typed, 'name.en'), zh: text(typed, 'name.zh') },
				url: text(typed, 'url'),
				from: text(typed, 'from'),
				until: text(typed, 'until'),
				...seen(typed),
			}),
		),
	'take-down': async (event) =>
		act(event, 'taken-down', (ctx, typed) =>
			takeDownPlacement(ctx, event.locals.actor, { fulfilment: event.params.fulfilment, ...seen(typed) }),
		),
};
