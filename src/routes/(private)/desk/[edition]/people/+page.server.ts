import { fail, redirect } from '@sveltejs/kit';
import { type Locale, localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { grantable, grantableObjects, grantableStanding } from '#modules/relations/grantable.ts';
import { holdersOf, invite, openInvitations, withdrawInvitation } from '#modules/relations/server/index.ts';
import { sayRefusal } from '#modules/relations/ui/say.ts';
import { relationActions } from '#modules/relations/who-may.ts';
import { openDesk } from '../../open-desk.ts';
import { actionsOf } from './allowed.ts';
import type { Actions, PageServerLoad } from './$types';

const done = ['invited', 'withdrawn'] as const;

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event, 'relation.grant');
	const { holders, objects } = await holdersOf(ctx, actor, desk);
	const asked = relationActions.find((action) => action === event.url.searchParams.get('may')) ?? null;
	const shown = holders.filter(
		({ relations }) => !asked || actionsOf(relations, desk, ctx.clock).some(({ action }) => action === asked),
	);
	return {
		slug: desk.slug,
		short: desk.short,
		zone: desk.zone,
		asked,
		actions: relationActions.filter((action) => action !== 'installation.operate'),
		holders: shown.map(({ personId, names, sample, relations }) => ({
			personId,
			name: names[locale],
			sample,
			relations: relations.map(({ relation, object }) => ({
				relation,
				object: object.type === 'edition' ? null : object.label[locale],
			})),
		})),
		objects: objects.map(({ name, label }) => ({ value: name, label: label[locale] })),
		relations: desk.standing ? grantableStanding : [...new Set(grantableObjects.flatMap((type) => grantable[type]))],
		invitations: await openInvitations(ctx, desk.id),
		done: done.find((one) => one === event.url.searchParams.get('done')) ?? null,
	};
};

const fields = ['email', 'name', 'relation', 'object', 'words', 'language'] as const;

export const actions: Actions = {
	invite: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { desk } = await openDesk(event, 'relation.grant');
		const form = await event.request.formData();
		const values = Object.fromEntries(
			fields.map((name) => {
				const value = form.get(name);
				return [name, typeof value === 'string' ? value : ''];
			}),
		) as Record<(typeof fields)[number], string>;
		const language: Locale = values.language === 'zh' ? 'zh' : 'en';
		try {
			await invite(ctx, actor, { ...values, locale: language, edition: desk.id });
		} catch (thrown) {
			if (!(thrown instanceof Refusal) || thrown.kind !== 'invalid') throw thrown;
			return fail(400, { values, ...sayRefusal(thrown, locale) });
		}
		redirect(303, localePath(locale, `/desk/${desk.slug}/people?done=invited`));
	},
	withdraw: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { desk } = await openDesk(event, 'relation.grant');
		const id = String((await event.request.formData()).get('invitation') ?? '');
		await withdrawInvitation(ctx, actor, { edition: desk.id, invitation: id });
		redirect(303, localePath(locale, `/desk/${desk.slug}/people?done=withdrawn`));
	},
};
