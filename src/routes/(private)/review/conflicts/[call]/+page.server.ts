import { fail, redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import {
	declareConflict,
	endDeclaration,
	institutionKinds,
	ownConflicts,
	personKinds,
	stateOwnConflict,
	takeBackStatement,
} from '#modules/review/server/index.ts';
import { sayConflictRefusal } from '#modules/review/ui/say-conflict-refusal.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const doneKinds = ['declared', 'ended', 'stated', 'taken-back'] as const;

/** What somebody who may judge says of his conflicts: of himself, and of single applications of a call. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx, actor, locale } = locals;
	const own = await ownConflicts(ctx, actor, { call: params.call });
	return {
		call: { id: own.call.id, title: inLocale(own.call.title, locale).text },
		declarations: own.declarations,
		statements: own.statements,
		kinds: { person: personKinds, institution: institutionKinds },
		done: doneKinds.find((one) => one === url.searchParams.get('done')) ?? null,
	};
};

async function attempt(
	event: RequestEvent,
	which: string,
	done: (typeof doneKinds)[number],
	work: (form: FormData) => Promise<void>,
) {
	const { locale } = event.locals;
	const form = await event.request.formData();
	try {
		await work(form);
	} catch (thrown) {
		const { status, ...said } = sayConflictRefusal(thrown, locale);
		const typed = Object.fromEntries(
			[...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
		);
		return fail(status, { which, typed, ...said });
	}
	redirect(303, localePath(locale, `/review/conflicts/${event.params.call}?done=${done}`));
}

const text = (form: FormData, name: string) => String(form.get(name) ?? '');

export const actions: Actions = {
	person: (event) => declare(event, 'person'),
	institution: (event) => declare(event, 'institution'),
	end: (event) => {
		const { ctx, actor } = event.locals;
		return attempt(event, 'end', 'ended', (form) =>
			endDeclaration(ctx, actor, { declaration: text(form, 'declaration') }),
		);
	},
	state: (event) => {
		const { ctx, actor } = event.locals;
		return attempt(event, 'state', 'stated', (form) =>
			stateOwnConflict(ctx, actor, {
				call: event.params.call,
				number: text(form, 'number'),
				kind: text(form, 'kind'),
				text: text(form, 'text'),
			}),
		);
	},
	'take-back': (event) => {
		const { ctx, actor } = event.locals;
		return attempt(event, 'take-back', 'taken-back', (form) =>
			takeBackStatement(ctx, actor, { statement: text(form, 'statement') }),
		);
	},
};

function declare(event: RequestEvent, about: 'person' | 'institution') {
	const { ctx, actor } = event.locals;
	return attempt(event, about, 'declared', (form) =>
		declareConflict(ctx, actor, {
			about,
			kind: text(form, 'kind'),
			name: text(form, 'name'),
			identifier: text(form, 'identifier'),
			year: text(form, 'year'),
		}),
	);
}
