import { can } from '#core/access/index.ts';
import { instantOf } from '#core/clock/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { subjectOfEdition } from '#modules/editions/server/index.ts';
import { deskSubject } from '../open-desk.ts';
import { roleIn } from '../roles.ts';
import { editionsToCopy } from './may-create.ts';
import type { PageServerLoad } from './$types';

/** The editions in whose work this person has a part, with their state. */
export const load: PageServerLoad = async ({ locals }) => {
	const { ctx, actor } = locals;
	if (actor.kind !== 'person') throw new Refusal('signed-out', 'sign-in-first');
	const { all, within } = await editionsToCopy(ctx, actor);
	const may = can(actor, 'edition.create', { within }, ctx.clock) === 'yes';
	const desks = all.filter((one) => can(actor, 'desk.open', deskSubject(actor, one), ctx.clock) === 'yes');
	if (desks.length === 0 && !may) throw notFound();
	return {
		mayCreate: may,
		editions: desks.map((one) => {
			const subject = subjectOfEdition(one);
			const yes = (action: 'edition.create' | 'edition.edit' | 'edition.close') =>
				can(actor, action, subject, ctx.clock) === 'yes';
			return {
				slug: one.slug,
				short: one.short,
				name: one.name,
				zone: one.zone,
				from: instantOf(one.starts, one.zone),
				to: instantOf(one.ends, one.zone),
				state: one.closedAt === null ? one.state : ('closed' as const),
				role: roleIn(actor.relations, one),
				may: { copy: yes('edition.create'), edit: yes('edition.edit'), close: yes('edition.close') },
			};
		}),
	};
};
