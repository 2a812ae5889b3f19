import { fail } from '@sveltejs/kit';
import { can } from '#core/access/index.ts';
import { newId } from '#core/ids/index.ts';
import { readForm } from '#core/multipart/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { answersFromForm, type Answers } from '#modules/calls/answers.ts';
import { changeRows, rowButtons } from '#modules/calls/rows.ts';
import {
	callSubject,
	type Entered,
	enterApplication,
	inviteToApply,
	originalBytes,
	originalTypes,
	type PublicCall,
} from '#modules/calls/server/index.ts';
import { sayProblems } from '#modules/calls/ui/problem-sentences.ts';
import { openDesk } from '../../../open-desk.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The calls of the desk into which this person may enter, and the one of the address. */
async function openEntering(event: RequestEvent | Parameters<PageServerLoad>[0]) {
	const { ctx, actor } = event.locals;
	const { desk, calls } = await openDesk(event, 'application.enter');
	const mine = calls.filter((one) => {
		const place = { callId: one.id, editionId: one.editionId, organisationId: one.organisationId };
		return can(actor, 'application.enter', callSubject(place), ctx.clock) === 'yes';
	});
	const slug = event.url.searchParams.get('call');
	const call = slug === null ? (mine.length === 1 ? mine[0] : undefined) : mine.find((one) => one.slug === slug);
	if (slug !== null && !call) throw notFound();
	return { desk, mine, call };
}

export const load: PageServerLoad = async (event) => {
	const { desk, mine, call } = await openEntering(event);
	const { ctx } = event.locals;
	return {
		slug: desk.slug,
		short: desk.short,
		calls: mine.map(({ slug, title }) => ({ slug, title })),
		takesIn: mine.flatMap(({ slug, title, follows }) => (follows?.by === 'take-in' ? [{ slug, title }] : [])),
		call: call
			? {
					slug: call.slug,
					title: call.title,
					form: call.form,
					closed: call.state === 'closed',
					zone: call.window.zone,
					invites: call.invited === true || (call.follows?.by !== 'apply' && call.follows?.by !== 'take-in'),
				}
			: null,
		originalBytes,
		now: ctx.clock.edition.now(),
		once: newId(),
	};
};

async function chosen(event: RequestEvent): Promise<PublicCall> {
	const { call } = await openEntering(event);
	if (!call) throw notFound();
	return call;
}

export interface EnterAnswer {
	done: Entered | null;
	invited: boolean;
	refusal: { code: string; params: Record<string, string | number> } | null;
	problems: { path: string; message: string }[];
	answers: Answers;
	empty: Record<string, number>;
	typed: Record<string, string>;
}

const nothing: EnterAnswer = {
	done: null,
	invited: false,
	refusal: null,
	problems: [],
	answers: {},
	empty: {},
	typed: {},
};

export const actions: Actions = {
	enter: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const call = await chosen(event);
		const files = Object.fromEntries(
			call.form.fields.flatMap((field) =>
				field.kind === 'file' ? [[field.id, { maxBytes: field.maxBytes, accept: field.types }]] : [],
			),
		);
		const posted = await readForm(event.request, {
			files: { ...files, original: { maxBytes: originalBytes, accept: originalTypes } },
			store: ctx.files,
			maxFieldBytes: 256 * 1024,
		});
		const pressed = new Map(posted.fields);
		const typed = Object.fromEntries(
			['forName', 'forAddress', 'forLanguage', 'incomplete'].map((name) => [name, pressed.get(name) ?? '']),
		);
		const moved = Object.values(rowButtons).some((name) => pressed.has(name));
		const { entries, empty } = moved ? changeRows(posted.fields, pressed) : { entries: posted.fields, empty: {} };
		const again = { ...nothing, answers: answersFromForm(call.form, entries), empty, typed };
		if (moved) return again;
		const { original, ...rest } = posted.files;
		try {
			const done = await enterApplication(ctx, actor, {
				call: call.id,
				name: typed.forName ?? '',
				address: typed.forAddress ?? '',
				locale: typed.forLanguage === 'zh' ? 'zh' : 'en',
				entries,
				files: Object.fromEntries(Object.entries(rest).flatMap(([field, file]) => (file ? [[field, file]] : []))),
				problems: posted.problems,
				original,
				incomplete: typed.incomplete === 'on',
				once: pressed.get('once') ?? '',
			});
			return { ...nothing, done };
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || ['not-found', 'signed-out', 'forbidden'].includes(refusal.kind))
				throw refusal;
			const { code, params } = refusal;
			const problems = sayProblems(refusal.problems, locale);
			return fail(refusal.status, { ...again, refusal: { code, params }, problems } satisfies EnterAnswer);
		}
	},

	invite: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const call = await chosen(event);
		const form = await event.request.formData();
		const text = (name: string) => String(form.get(name) ?? '');
		const typed = { name: text('name'), address: text('address'), language: text('language') };
		try {
			await inviteToApply(ctx, actor, {
				call: call.id,
				name: typed.name,
				address: typed.address,
				locale: typed.language === 'zh' ? 'zh' : 'en',
			});
			return { ...nothing, invited: true };
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || refusal.kind !== 'invalid') throw refusal;
			const { code, params } = refusal;
			const problems = sayProblems(refusal.problems, locale);
			return fail(refusal.status, { ...nothing, refusal: { code, params }, problems, typed } satisfies EnterAnswer);
		}
	},
};
