import { fail, redirect } from '@sveltejs/kit';
import { can, personOf } from '#core/access/index.ts';
import { localePath } from '#core/i18n/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { applicantsOf, subjectOfDesk } from '#modules/calls/server/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPerson } from '#modules/people/server/index.ts';
import { holdersOf, removeRelation, seeAs } from '#modules/relations/server/index.ts';
import { sayRefusal } from '#modules/relations/ui/say.ts';
import { openDesk } from '../../../open-desk.ts';
import { actionsOf } from '../allowed.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event, 'relation.grant');
	const { person: personId } = event.params;
	const { holders } = await holdersOf(ctx, actor, desk);
	const holder = holders.find((one) => one.personId === personId);
	// Somebody who has nothing to do with the edition is not there for its desk.
	if (!holder && !(await applicantsOf(ctx, desk.id, [personId])).has(personId)) throw notFound();
	const person = await readPerson(ctx, personId);
	const relations = holder?.relations ?? [];
	const label = (on: string, id: string) => {
		const object = relations.find((one) => one.on === on && one.id === id)?.object;
		return object && object.type !== 'edition' ? object.label[locale] : null;
	};
	return {
		slug: desk.slug,
		short: desk.short,
		personId,
		name: displayName(person.names, locale),
		sample: person.sample,
		relations: relations.map(({ relation, object }) => ({
			relation,
			object: object.name,
			label: object.type === 'edition' ? null : object.label[locale],
		})),
		allowed: actionsOf(relations, desk, ctx.clock).map(({ action, through }) => ({
			action,
			through: through.map(({ relation, on, id }) => ({ relation, label: label(on, id) })),
		})),
		maySee: can(actor, 'person.see-as', subjectOfDesk(desk), ctx.clock) === 'yes' && personOf(actor) !== personId,
		ended: event.url.searchParams.get('done') === 'ended',
	};
};

export const actions: Actions = {
	end: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { desk } = await openDesk(event, 'relation.grant');
		const form = await event.request.formData();
		const { person } = event.params;
		let left: boolean;
		try {
			const relation = String(form.get('relation') ?? '');
			await removeRelation(ctx, actor, desk, { person, relation, object: String(form.get('object') ?? '') });
			// Whoever ended his own part may have no desk any more.
			if (person === personOf(actor)) redirect(303, localePath(locale, '/desk'));
			const { holders } = await holdersOf(ctx, actor, desk);
			left = holders.some((one) => one.personId === person);
		} catch (thrown) {
			if (!(thrown instanceof Refusal) || thrown.kind !== 'conflict') throw thrown;
			return fail(409, sayRefusal(thrown, locale));
		}
		redirect(303, localePath(locale, `/desk/${desk.slug}/people${left ? `/${person}?done=ended` : ''}`));
	},
	see: async (event) => {
		const { ctx, actor, locale, sessionId } = event.locals;
		const { desk } = await openDesk(event, 'relation.grant');
		if (!sessionId) throw notFound();
		try {
			await seeAs(ctx, actor, desk, { person: event.params.person, session: sessionId });
		} catch (thrown) {
			if (!(thrown instanceof Refusal) || thrown.kind !== 'conflict') throw thrown;
			return fail(409, sayRefusal(thrown, locale));
		}
		redirect(303, localePath(locale, '/me/applications'));
	},
};
