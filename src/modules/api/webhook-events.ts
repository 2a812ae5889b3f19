/** What a receiver can be told of. The names are part of the contract. */
export const webhookEvents = [
	'application.submitted',
	'application.changed',
	'application.withdrawn',
	'application.decided',
	'application.undecided',
	'application.announced',
	'application.confirmed',
	'application.declined',
	'application.message',
	'application.requested',
	'application.answered',
	'application.appealed',
	'call.saved',
	'call.moved',
	'fulfilment.begun',
	'fulfilment.done',
	'fulfilment.changed',
	'webhook.test',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** Those that one chooses among: a test is sent to every endpoint that is asked to. */
export const chosenEvents = webhookEvents.filter((event) => event !== 'webhook.test');

const ofApplication: Record<string, WebhookEvent> = {
	submit: 'application.submitted',
	enter: 'application.submitted',
	'take-in': 'application.submitted',
	change: 'application.changed',
	'change-field': 'application.changed',
	withdraw: 'application.withdrawn',
	decide: 'application.decided',
	undecide: 'application.undecided',
	announce: 'application.announced',
	confirm: 'application.confirmed',
	decline: 'application.declined',
	'post-message': 'application.message',
	'request-info': 'application.requested',
	'extend-request': 'application.requested',
	'answer-request': 'application.answered',
	appeal: 'application.appealed',
};
/** What follows from a decision stands in the ledger under its application, and names itself in the data. */
const ofFulfilment: Record<string, WebhookEvent> = {
	'begin-fulfilment': 'fulfilment.begun',
	fulfil: 'fulfilment.done',
	'record-payment': 'fulfilment.done',
	'give-certificate': 'fulfilment.done',
	'approve-placement': 'fulfilment.done',
};
const ofCall: Record<string, WebhookEvent> = {
	'save-call': 'call.saved',
	'move-window': 'call.moved',
	'extend-call': 'call.moved',
};

/** The event that a line of the ledger is to receivers; undefined when it is none of theirs. */
export function eventOf(line: {
	action: string;
	subjectType: string;
	data: Record<string, unknown>;
}): WebhookEvent | undefined {
	const { action, subjectType, data } = line;
	if (subjectType === 'call') return Object.hasOwn(ofCall, action) ? ofCall[action] : undefined;
	if (subjectType !== 'application') return undefined;
	if (typeof data.fulfilment === 'string') {
		return Object.hasOwn(ofFulfilment, action) ? ofFulfilment[action] : 'fulfilment.changed';
	}
	return Object.hasOwn(ofApplication, action) ? ofApplication[action] : undefined;
}

/** What of an event's data goes out: identifiers and figures that say nothing of a person. */
const thin = [
	...['call', 'number', 'version', 'form', 'determination', 'stage', 'field', 'message', 'side'],
	...['fulfilment', 'rule', 'kind', 'request'],
];

/** The body of a message. `api` is the address below which the receiver fetches what he may see. */
export function payloadOf(
	event: WebhookEvent,
	line: { at: number; seq: number | null; subjectType: string; subjectId: string; data: Record<string, unknown> },
	api: string,
): string {
	const known = Object.entries(line.data).filter(
		([name, value]) => thin.includes(name) && (typeof value === 'string' || typeof value === 'number'),
	);
	const address = line.subjectType === 'application' ? `${api}/applications/${line.subjectId}` : undefined;
	return JSON.stringify({
		type: event,
		timestamp: new Date(line.at).toISOString(),
		data: {
			...Object.fromEntries(known),
			[line.subjectType]: line.subjectId,
			...(line.seq === null ? {} : { seq: line.seq }),
			...(address === undefined ? {} : { href: address }),
		},
	});
}
