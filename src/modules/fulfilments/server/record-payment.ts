import { type Actor, personOf } from '#core/access/index.ts';
import { dayOf } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { storeUpload, type Upload } from '#core/files/index.ts';
import { invalid, type Problem, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { holdsBankNumber } from '../bank-number.ts';
import { isDay } from './assign.ts';
import { change, demandOpen, openFulfilment } from './load.ts';
import { tellApplicant } from './tell-applicant.ts';
import { readNote } from './record-done.ts';

export interface PaymentInput {
	fulfilment: string;
	/** In whole units; at most what was granted, where a sum was. */
	paid: number;
	/** ISO 4217, where the rule names none. */
	currency?: string;
	/** The reference of the transfer at the bank. */
	reference: string;
	/** The day on which it was paid. */
	on: string;
	note?: string;
	file?: Upload | undefined;
	seen?: number;
}

/**
 * Records that a grant was paid: sum, day, the reference of the bank, and a proof where there is one. No account number is
 * kept: what looks like one is refused.
 * @throws Refusal `not-found`, `forbidden`; `invalid` at `paid`, `currency`, `reference`, `on`, `note`; `conflict`
 *   (`done-already`, `cancelled`, `changed-meanwhile`)
 */
export async function recordPayment(ctx: Context, actor: Actor, input: PaymentInput): Promise<void> {
	await transaction(ctx, async (tx) => {
		const { row, head } = await openFulfilment(tx, actor, 'payment.record', input.fulfilment, { lock: true });
		demandOpen(row, input.seen);
		if (row.state === 'done') throw new Refusal('conflict', 'done-already');
		const reference = cleanText(input.reference, { lines: false });
		const note = readNote(input.note);
		const currency = row.currency ?? input.currency ?? '';
		const problems: Problem[] = [];
		const problem = (path: string, code: string, params?: Problem['params']) =>
			problems.push(params ? { path, code, params } : { path, code });
		if (!Number.isInteger(input.paid) || input.paid <= 0 || input.paid > 1_000_000_000)
			problem('paid', 'not-an-amount');
		else if (row.amount !== null && input.paid > row.amount) problem('paid', 'more-than-granted', { max: row.amount });
		if (!/^[A-Z]{3}$/.test(currency)) problem('currency', 'not-a-currency');
		if (reference === '') problem('reference', 'reference-needed');
		else if (reference.length > 100)
			problem('reference', 'too-many-characters', { characters: reference.length, max: 100 });
		else if (holdsBankNumber(reference)) problem('reference', 'bank-number');
		if (holdsBankNumber(note)) problem('note', 'bank-number');
		if (!isDay(input.on)) problem('on', 'not-a-day');
		else if (input.on > dayOf(tx.clock.edition.now(), head.zone)) problem('on', 'in-the-future');
		if (problems.length > 0) throw invalid(problems);
		const file = input.file && (await storeUpload(tx, input.file, personOf(actor)));
		await change(
			tx,
			actor,
			row,
			{
				state: 'done',
				doneAt: tx.clock.edition.now(),
				doneByPersonId: personOf(actor) ?? null,
				paid: input.paid,
				currency,
				paidOn: input.on,
				reference,
				note: note || null,
				fileId: file?.id ?? null,
			},
			{ action: 'record-payment', data: { paid: input.paid, currency, on: input.on, reference } },
		);
		const facts = { paid: input.paid, currency, reference };
		await tellApplicant(tx, row, `payment:${row.id}:${row.revision}`, facts);
	});
}
