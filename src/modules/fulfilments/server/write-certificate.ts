import { mailAddressOf } from '#core/identity/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { PersonEntry } from '#modules/calls/answers.ts';
import { answerByRole } from '#modules/calls/projection.ts';
import { newestAnswers, toldOutcomes } from '#modules/calls/server/index.ts';
import { verifyUrlOf } from '#modules/letters/server/index.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { type CertificateContent, type CertificateInput, composeCertificate } from '../certificate.ts';
import { holdersOf } from '../public-name.ts';
import { issuerOf, whole } from './issuer.ts';
import type { LoadedFulfilment } from './load.ts';

/** A certificate as it would be given now, under this number. @throws Refusal `not-found` when its application is gone */
export async function writeCertificate(
	ctx: Context,
	{ row, head }: LoadedFulfilment,
	numberFor: (code: string) => string,
): Promise<{ input: CertificateInput; content: CertificateContent }> {
	const newest = (await newestAnswers(ctx, [head.id])).get(head.id);
	if (!newest) throw notFound();
	const people = (answerByRole(newest.form, newest.answers, 'contributors') as PersonEntry[] | undefined) ?? [];
	const record = (await readPeople(ctx, [head.personId])).get(head.personId);
	const applicant = record && { names: record.names, address: await mailAddressOf(ctx, head.personId) };
	const told = (await toldOutcomes(ctx, [head.id])).get(head.id) ?? [];
	const cause = told.find(({ determination }) => determination === row.determinationId);
	const rule = head.settings.fulfilments?.find(({ id }) => id === row.rule);
	const issuer = await issuerOf(ctx, head);
	const number = numberFor(issuer.code);
	const input: CertificateInput = {
		number,
		verifyUrl: verifyUrlOf(ctx, number),
		rehearsal: ctx.clock.rehearsal,
		at: ctx.clock.edition.now(),
		issuer,
		heading: whole(row.label),
		holders: holdersOf(people, applicant),
		text: rule?.text,
		title: head.title,
		outcome: cause?.outcome.label ?? whole(row.label),
		call: whole(head.callTitle),
	};
	return { input, content: composeCertificate(input) };
}
