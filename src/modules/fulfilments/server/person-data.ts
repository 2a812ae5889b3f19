import { and, asc, eq, inArray, ne } from 'drizzle-orm';
import { removeFiles } from '#core/files/index.ts';
import { type PersonData, setPerson } from '#core/person-data/index.ts';
import { applicationsOfPerson } from '#modules/calls/server/index.ts';
import { certificate, fulfilment, placement } from './tables.ts';

/** What a person was given, and what he gave to others in the name of the desk. */
export const fulfilmentPersonData: PersonData = {
	name: 'fulfilments',
	columns: [
		'fulfilment.owner_person_id',
		'fulfilment.done_by_person_id',
		'certificate.person_id',
		'placement.approved_by_person_id',
	],

	async export(ctx, personId) {
		const own = await applicationsOfPerson(ctx, personId);
		const received = await ctx.db
			.select({
				application: fulfilment.applicationId,
				kind: fulfilment.kind,
				label: fulfilment.label,
				state: fulfilment.state,
				beganAt: fulfilment.beganAt,
				doneAt: fulfilment.doneAt,
				amount: fulfilment.amount,
				paid: fulfilment.paid,
				currency: fulfilment.currency,
				reference: fulfilment.reference,
				paidOn: fulfilment.paidOn,
			})
			.from(fulfilment)
			.where(and(inArray(fulfilment.applicationId, own), ne(fulfilment.state, 'cancelled')))
			.orderBy(asc(fulfilment.beganAt), asc(fulfilment.id));
		const certificates = await ctx.db
			.select({
				number: certificate.number,
				holders: certificate.holders,
				heading: certificate.heading,
				title: certificate.title,
				state: certificate.state,
				at: certificate.at,
				revokedAt: certificate.revokedAt,
			})
			.from(certificate)
			.where(eq(certificate.personId, personId))
			.orderBy(asc(certificate.at));
		const looksAfter = await ctx.db
			.select({ fulfilment: fulfilment.id, kind: fulfilment.kind, state: fulfilment.state })
			.from(fulfilment)
			.where(eq(fulfilment.ownerPersonId, personId))
			.orderBy(asc(fulfilment.id));
		const recorded = await ctx.db
			.select({ fulfilment: fulfilment.id, doneAt: fulfilment.doneAt })
			.from(fulfilment)
			.where(eq(fulfilment.doneByPersonId, personId))
			.orderBy(asc(fulfilment.id));
		const approved = await ctx.db
			.select({ fulfilment: placement.fulfilmentId, approvedAt: placement.approvedAt })
			.from(placement)
			.where(eq(placement.approvedByPersonId, personId))
			.orderBy(asc(placement.fulfilmentId));
		return { received, certificates, looksAfter, recorded, approved };
	},

	async merge(ctx, from, into) {
		await setPerson(
			ctx,
			[certificate.personId, fulfilment.ownerPersonId, fulfilment.doneByPersonId, placement.approvedByPersonId],
			from,
			into,
		);
	},

	/**
	 * Names, texts and files go. That a certificate with its number was given, that a sum was paid and under which
	 * reference, stays: copies turn up, and accounts are audited. It comes before the applications themselves are
	 * forgotten, which say whose they were.
	 */
	async erase(ctx, personId) {
		const own = await applicationsOfPerson(ctx, personId);
		const certificates = await ctx.db
			.select({ fileId: certificate.fileId })
			.from(certificate)
			.where(eq(certificate.personId, personId));
		await ctx.db
			.update(certificate)
			.set({ personId: null, holders: [], title: '', content: null, fileId: null })
			.where(eq(certificate.personId, personId));
		const documents = await ctx.db
			.select({ fileId: fulfilment.fileId })
			.from(fulfilment)
			.where(inArray(fulfilment.applicationId, own));
		await ctx.db.update(fulfilment).set({ fileId: null, note: null }).where(inArray(fulfilment.applicationId, own));
		await removeFiles(
			ctx,
			[...certificates, ...documents].flatMap(({ fileId }) => fileId ?? []),
		);
		await setPerson(
			ctx,
			[fulfilment.ownerPersonId, fulfilment.doneByPersonId, placement.approvedByPersonId],
			personId,
			null,
		);
	},
};
