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
	'call.saved',
	'call.moved',
	'fulfilment.changed',
	'webhook.test',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** Those that one chooses among: a test is sent to every endpoint that is asked to. */
export const chosenEvents = webhookEvents.filter((event) => event !== 'webhook.test');

const ofApplication: Record<string, WebhookEvent> = {
	submit: 'application.submitted',
	change: 'application.changed',
	'change-field': 'application.changed',
	withdraw: 'application.withdrawn',
	decide: 'application.decided',
	undecide: 'application.undecided',
	announce: 'application.announced',
	confirm: 'application.confirmed',
	decline: 'application.declined',
	'post-message': 'application.message',
};
const ofCall: Record<string, WebhookEvent> = { 'save-call': 'call.saved', 'move-window': 'call.moved' };

/** The event that a line of the ledger is to receivers; undefined when it is none of theirs. */
export function eventOf(line: { action: string; subjectType: string }): WebhookEvent | undefined {
	if (line.subjectType === 'application' && Object.hasOwn(ofApplication, line.action))
		return ofApplication[line.action];
	if (line.subjectType === 'call' && Object.hasOwn(ofCall, line.action)) return ofCall[line.action];
	return line.subjectType === 'fulfilment' ? 'fulfilment.changed' : undefined;
}

/** What of an event's data goes out: identifiers and figures that say nothing of a person. */
const thin = [
	'call',
	'number',
	'version',
	'form',
	'determination',
	'stage',
	'field',
	'message',
	'side',
	'kind',
	'state',
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
