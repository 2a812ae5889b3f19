import { formatDeadline } from '#core/clock/format.ts';
import { originOf } from '#core/config/index.ts';
import type { DueHandler } from '#core/clock/index.ts';
import { mailAddressesOf } from '#core/identity/index.ts';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import {
	newestAnswers,
	type StandingApplication,
	stageEntries,
	standingApplications,
} from '#modules/calls/server/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { isStageSecret } from '../all-in.ts';
import { assignedScores } from '../scores.ts';
import { findStage } from '../stage-at.ts';
import { rebuttalOpensMail } from './mail-texts.ts';

/**
 * When those who applied may read the reviews, everybody who holds or writes an application with a review is told. What is
 * decided and not made known is treated as if it were not. Each person once for each opening.
 */
export const tellRebuttalOpens: DueHandler = async (ctx, { subject, at }) => {
	const found = await findStage(ctx, subject);
	const window = found?.stage.rebuttal;
	if (!found || !window) return;
	const { call, stage } = found;
	// Moved since, it stands on the list for another time.
	if (instantOf(window.opens, call.zone, 'start') !== at || (await isStageSecret(ctx, call, stage))) return;
	const scores = await assignedScores(ctx, { call: call.callId, stages: [stage.id] });
	const reviewed = new Set(
		scores.flatMap(({ application, score }) => (score && !score.notCompetent ? application : [])),
	);
	const entries = (await stageEntries(ctx, call, stage.id, [], [])).filter(
		({ id, state }) => reviewed.has(id) && (state === 'submitted' || state === 'decided'),
	);
	const ids = entries.map(({ id }) => id);
	const standing = await standingApplications(ctx, ids);
	const contents = await newestAnswers(ctx, ids);
	const peopleOf = ({ application: { personId, members } }: StandingApplication) => [
		...new Set([personId, ...members.filter(({ write }) => write).map(({ person }) => person)]),
	];
	const everybody = standing.flatMap(peopleOf);
	const addresses = await mailAddressesOf(ctx, everybody);
	const records = await readPeople(ctx, everybody);
	for (const one of standing) {
		const { application } = one;
		const written = contents.get(application.id)?.locale ?? 'en';
		for (const personId of peopleOf(one)) {
			const address = addresses.get(personId);
			const record = records.get(personId);
			if (address === undefined) continue;
			const locale = personId === application.personId ? written : (record?.preferredLanguage ?? written);
			await queueMail(ctx, {
				key: `rebuttal-opens:${application.id}:${stage.id}:${at}:${personId}`,
				kind: 'review',
				to: { address, name: record ? displayName(record.names, locale) : '' },
				...(application.contact ? { replyTo: { address: application.contact, name: '' } } : {}),
				locale,
				...rebuttalOpensMail.fill(locale, {
					number: one.number,
					title: application.title || one.number,
					call: inLocale(call.title, locale).text,
					words: String(window.maxWords),
					closes: formatDeadline(instantOf(window.closes, call.zone, 'end'), call.zone, locale),
					link: `${originOf(ctx.config)}${localePath(locale, `/me/applications/${application.id}/rebuttal/${stage.id}`)}`,
				}),
				scope: one.scope,
				personId,
			});
		}
	}
};
