/*
 * Settings under which the server refuses an act: each has its test in `tests/modules/settings`, which names it by this and
 * fails when one is missing. Nothing here ships.
 */

export const entranceActs = [
	...['true', 'false', 'absent'].map((value) => `call.invited=${value}`),
	...['given', 'absent'].map((value) => `call.perPerson=${value}`),
	...['given', 'absent'].map((value) => `call.follows=${value}`),
	...['apply', 'take-in', 'invite'].map((value) => `call.follows.by=${value}`),
	...['advance', 'accept', 'conditional', 'waitlist', 'reject'].map((value) => `call.follows.effects[]=${value}`),
	...['given', 'absent'].map((value) => `call.follows.outcomes=${value}`),
	...['true', 'false', 'absent'].map((value) => `call.follows.optional=${value}`),
	...['given', 'absent'].map((value) => `call.follows.when=${value}`),
];

export const decisionActs = [
	...['track', 'conditions', 'reason', 'amount'].map((value) => `stage.outcomes[].needs[]=${value}`),
	...['true', 'false'].map((value) => `stage.outcomes[].confirm=${value}`),
	...['true', 'false', 'absent'].map((value) => `stage.outcomes[].silent=${value}`),
	...['given', 'absent'].map((value) => `stage.appealDays=${value}`),
	...['given', 'absent'].map((value) => `stage.outcomes[].fulfils=${value}`),
	...['given', 'absent'].map((value) => `field.changeableUntil=${value}`),
	...['true', 'false'].map((value) => `attestation.mayEdit=${value}`),
	...['true', 'false'].map((value) => `application_member.mayWrite=${value}`),
	'attestation.needed=any',
	...['on-submission', 'by-desk'].map((value) => `attestation.asked=${value}`),
];

export const scopeActs = ['own:read', 'own:write', 'desk:read', 'desk:write'].map((scope) => `token.scope=${scope}`);

export const acts = [...entranceActs, ...decisionActs, ...scopeActs];
