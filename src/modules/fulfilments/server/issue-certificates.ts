import { and, eq, ne } from 'drizzle-orm';
import { type Actor, personOf, system } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { storeBytes } from '#core/files/index.ts';
import { newId } from '#core/ids/index.ts';
import type { JobData, JobHandlers } from '#core/jobs/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import { newReference } from '#modules/letters/reference.ts';
import { certificateJob } from './job-names.ts';
import { change, demandOpen, openFulfilment } from './load.ts';
import { mostAtOnce } from './record-done.ts';
import { renderCertificate } from './render-certificate.ts';
import { certificate, fulfilment } from './tables.ts';
import { tellApplicant } from './tell-applicant.ts';
import { writeCertificate } from './write-certificate.ts';

/** Stands for the number in a preview, so that a preview can't be passed off as a certificate. */
const previewNumber = 'PREVIEW';

/** A `C` before the random part tells a certificate from a letter. */
export function newCertificateNumber(code: string): string {
	return newReference(`${code}-C`);
}

/** One certificate as it would be given now, but for its number, as a PDF. @throws Refusal as `issueCertificates` */
export async function previewCertificate(
	ctx: Context,
	actor: Actor,
	input: { fulfilment: string },
): Promise<Uint8Array> {
	const loaded = await openFulfilment(ctx, actor, 'fulfilment.record', input.fulfilment);
	if (loaded.row.kind !== 'certificate') throw new Refusal('conflict', 'no-certificate');
	const { content } = await writeCertificate(ctx, loaded, () => previewNumber);
	return renderCertificate(ctx, content);
}

/**
 * Gives certificates: each has its number and its text at once and for good; a job typesets them, and only then is the
 * fulfilment done. All or none. One that has its certificate already is passed over.
 * @returns how many are on their way
 * @throws Refusal `not-found`, `forbidden`; `invalid` at `fulfilments` (`none-chosen`, `too-many`, `no-name`); `conflict`
 *   (`no-certificate`, `cancelled`)
 */
export async function issueCertificates(
	ctx: Context,
	actor: Actor,
	input: { fulfilments: readonly string[] },
): Promise<number> {
	const ids = [...new Set(input.fulfilments)].sort();
	if (ids.length === 0) throw invalid([{ path: 'fulfilments', code: 'none-chosen' }]);
	if (ids.length > mostAtOnce) throw invalid([{ path: 'fulfilments', code: 'too-many', params: { max: mostAtOnce } }]);
	return transaction(ctx, async (tx) => {
		let begun = 0;
		for (const id of ids) if (await issueOne(tx, actor, id)) begun += 1;
		return begun;
	});
}

async function issueOne(tx: Context, actor: Actor, id: string): Promise<boolean> {
	const loaded = await openFulfilment(tx, actor, 'fulfilment.record', id, { lock: true });
	const { row, head } = loaded;
	if (row.kind !== 'certificate') throw new Refusal('conflict', 'no-certificate');
	demandOpen(row, undefined);
	const [there] = await tx.db
		.select({ id: certificate.id })
		.from(certificate)
		.where(and(eq(certificate.fulfilmentId, id), ne(certificate.state, 'revoked')));
	if (there) return false;
	const { input, content } = await writeCertificate(tx, loaded, newCertificateNumber);
	if (input.holders.length === 0) {
		throw invalid([{ path: 'fulfilments', code: 'no-name', params: { number: head.number } }]);
	}
	const certificateId = newId();
	await tx.db.insert(certificate).values({
		id: certificateId,
		number: input.number,
		fulfilmentId: row.id,
		applicationId: row.applicationId,
		callId: row.callId,
		deskId: row.deskId,
		personId: head.personId,
		holders: [...input.holders],
		heading: input.heading,
		outcome: input.outcome,
		title: input.title,
		content,
		rehearsal: input.rehearsal,
		state: 'draft',
		at: input.at,
	});
	await change(
		tx,
		actor,
		row,
		{ doneByPersonId: personOf(actor) ?? null },
		{ action: 'give-certificate', data: { certificate: certificateId, reference: input.number } },
	);
	await tx.jobs.enqueue(tx, certificateJob, { certificate: certificateId });
	return true;
}

/** Typesets one certificate that has its number. Ended in the middle and begun again it comes to the same bytes. */
export async function typesetCertificate(ctx: Context, id: string): Promise<void> {
	const [draft] = await ctx.db
		.select()
		.from(certificate)
		.where(and(eq(certificate.id, id), eq(certificate.state, 'draft')));
	if (!draft?.content) return;
	try {
		const pdf = await renderCertificate(ctx, draft.content);
		await transaction(ctx, (tx) => keep(tx, draft.id, pdf));
	} catch (error) {
		const fault = (error instanceof Error ? error.message : String(error)).slice(0, 1000);
		await ctx.db.update(certificate).set({ fault }).where(eq(certificate.id, id));
		throw error;
	}
}

async function keep(tx: Context, id: string, pdf: Uint8Array): Promise<void> {
	// Whoever revokes or cancels holds the fulfilment first.
	const [row] = await tx.db
		.select({ certificate, fulfilment })
		.from(certificate)
		.innerJoin(fulfilment, eq(fulfilment.id, certificate.fulfilmentId))
		.where(and(eq(certificate.id, id), eq(certificate.state, 'draft')))
		.for('update', { of: [fulfilment, certificate] });
	if (!row?.certificate.content) return;
	const { number } = row.certificate;
	const at = tx.clock.edition.now();
	const file = await storeBytes(tx, pdf, `${number}.pdf`);
	await tx.db
		.update(certificate)
		.set({ state: 'issued', fileId: file.id, digest: file.digest, issuedAt: at, fault: null })
		.where(eq(certificate.id, id));
	await tx.db.update(fulfilment).set({ state: 'done', doneAt: at }).where(eq(fulfilment.id, row.fulfilment.id));
	await tellApplicant(tx, row.fulfilment, `certificate:${id}`, { certificate: number });
	await record(tx, system('fulfilments'), {
		action: 'issue-certificate',
		subject: { type: 'application', id: row.certificate.applicationId },
		scope: row.certificate.deskId,
		data: { certificate: id, reference: number, digest: file.digest },
	});
}

/** What this module does of the job queue. */
export const fulfilmentJobHandlers: JobHandlers = {
	[certificateJob]: (ctx: Context, data: JobData) => typesetCertificate(ctx, String(data.certificate)),
};
