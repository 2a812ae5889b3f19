import { fail, redirect } from '@sveltejs/kit';
import { callsDoor } from '#app/calls-door.ts';
import { instantOf, localOf } from '#core/clock/index.ts';
import { localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import type { EditingState } from '#modules/editions/editing.ts';
import { isEditable } from '#modules/editions/record-form.ts';
import { splitKey } from '#modules/editions/records.ts';
import { mergeDrafts } from '#modules/editions/overlay.ts';
import { discardDrafts, publishDrafts, schedulePublication } from '#modules/editions/server/index.ts';
import { windowConsequences } from '#modules/calls/window-move.ts';
import { sayFormProblem } from '#modules/editions/ui/problem-sentences.ts';
import { shownChange } from '../changes.ts';
import { consequencesIn } from '../consequences.ts';
import { openSite } from '../open-site.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** What publishing these drafts does, record by record; a draft without a difference is one of them too. */
function changesOf(state: EditingState, keys: readonly string[]) {
	const drafts = state.drafts.filter(({ key }) => keys.includes(key));
	const { changes, conflicts } = mergeDrafts(state.published, drafts);
	const silent = drafts
		.filter(({ key }) => !changes.some((change) => change.key === key))
		.map(({ key }) => ({ key, kind: 'change' as const, value: undefined, fields: [] }));
	return { drafts, changes: [...changes, ...silent], conflicts };
}

export const load: PageServerLoad = async (event) => {
	const { ctx, locale } = event.locals;
	const { edition, state } = await openSite(event);
	const keys = event.url.searchParams.getAll('key');
	const { drafts, changes, conflicts } = changesOf(state, keys);
	const about = { records: state.merged, zone: edition.zone, locale };
	const now = ctx.clock.edition.now();
	return {
		keys: drafts.map(({ key }) => key),
		changes: changes.map((change) => shownChange(change, about)),
		disputes: [...new Set(conflicts.map(({ key }) => key))].map((key) => ({
			...shownChange({ key, kind: 'change', fields: [] }, about),
			fields: conflicts.filter((one) => one.key === key).length,
		})),
		windows: drafts.some(({ key, value }) => isEditable(splitKey(key).kind) && value?.window !== undefined),
		planned: drafts.find(({ publishAt }) => publishAt !== null)?.publishAt ?? null,
		now,
		tomorrow: localOf(now + 86_400_000, edition.zone).slice(0, 10),
	};
};

async function refusable(
	event: RequestEvent,
	done: string,
	page: string,
	work: (editionId: string) => Promise<unknown>,
) {
	const { locale } = event.locals;
	const { edition } = await openSite(event);
	try {
		await work(edition.id);
	} catch (refusal) {
		if (!(refusal instanceof Refusal) || !['conflict', 'invalid', 'not-found'].includes(refusal.kind)) throw refusal;
		if (refusal.code === 'window-consequences') return fail(409, { consequences: consequencesIn(refusal) });
		const code =
			refusal.kind === 'not-found'
				? 'gone'
				: refusal.code === 'changed-meanwhile'
					? 'changed-meanwhile'
					: refusal.kind === 'invalid'
						? 'invalid'
						: 'other';
		const problems =
			refusal.kind === 'invalid' ? refusal.problems.map((problem) => sayFormProblem(problem, locale)) : [];
		return fail(refusal.status, { refused: code as 'gone' | 'changed-meanwhile' | 'invalid' | 'other', problems });
	}
	redirect(303, localePath(locale, `/desk/${event.params.edition}/site/${page}?done=${done}`));
}

const acceptedIn = (form: FormData) => form.getAll('accept').map(String);
const keysOf = (form: FormData) => form.getAll('key').map(String);

export const actions: Actions = {
	publish: async (event) => {
		const { ctx, actor } = event.locals;
		const form = await event.request.formData();
		const keys = keysOf(form);
		// Back to the record, when there is one and it is still there.
		const page = keys.length === 1 && form.get('goes') !== 'yes' ? `record/${keys[0]}` : 'drafts';
		return refusable(event, 'published', page, (editionId) =>
			publishDrafts(ctx, actor, editionId, keys, { calls: callsDoor, accept: acceptedIn(form) }),
		);
	},
	plan: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { edition } = await openSite(event);
		const form = await event.request.formData();
		const keys = keysOf(form);
		const [day, time] = [
			String(form.get('day') ?? '').trim(),
			String(form.get('time') ?? '')
				.normalize('NFKC')
				.trim(),
		];
		const typed = { day, time };
		// What it brings about is known only when the time comes, so all of it is accepted beforehand, or nothing.
		const accept = form.has('whatever') ? windowConsequences : [];
		let at: number;
		try {
			at = instantOf(`${day}T${/^\d:/.test(time) ? `0${time}` : time}`, edition.zone);
		} catch {
			return fail(400, { typed, planProblem: sayFormProblem({ code: 'unreadable-moment' }, locale) });
		}
		if (at <= ctx.clock.edition.now()) {
			return fail(400, { typed, planProblem: sayFormProblem({ code: 'not-in-future' }, locale) });
		}
		return refusable(event, 'planned', 'drafts', (editionId) =>
			schedulePublication(ctx, actor, editionId, { keys, at, accept }),
		);
	},
	unplan: async (event) => {
		const { ctx, actor } = event.locals;
		const keys = keysOf(await event.request.formData());
		return refusable(event, 'unplanned', 'drafts', (editionId) =>
			schedulePublication(ctx, actor, editionId, { keys, at: null }),
		);
	},
	discard: async (event) => {
		const { ctx, actor } = event.locals;
		const keys = keysOf(await event.request.formData());
		return refusable(event, 'discarded', 'drafts', (editionId) => discardDrafts(ctx, actor, editionId, keys));
	},
};
