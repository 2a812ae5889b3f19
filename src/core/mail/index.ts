export { type Mailbox, domainOf, parseMailbox, writeMailbox } from './address.ts';
export { type DeliveryReport, readBounce } from './bounce.ts';
export { type Delivery, startDelivery } from './deliver.ts';
export { heldByMail, mailFileReferences } from './files.ts';
export { forgetMails, type MailsToForget } from './forget.ts';
export { holdEverything, holdMail, type MailChoice, type MailPlace, releaseMail } from './hold.ts';
export {
	mailboxAddresses,
	type MailboxAddress,
	mailboxAttachment,
	type MailboxEntry,
	mailboxList,
	type MailboxMessage,
	mailboxMessage,
	type Page,
} from './mailbox.ts';
export { type AddressFault, addressFaults, type BounceOutcome, forgiveAddress, noteBounce } from './note-bounce.ts';
export {
	outboxCounts,
	outboxCountsOf,
	type OutboxList,
	outboxLists,
	type OutboxMail,
	outboxPage,
	type OutboxPage,
	type WaitingMail,
	waitingMail,
} from './outbox.ts';
export { nextOfPace } from './pace.ts';
export { adoptMail, mailPersonData } from './person-data.ts';
export { eraseMailOf, exportMailOf } from './person.ts';
export { knownKeys, mailByKey, type NewMail, type QueuedMail, queueMail } from './queue.ts';
export { type Block, type MailContent, type RenderedMail, renderMail } from './render/index.ts';
export { type MailTemplate, mailTemplate, type Placeholders, type ReadyTemplate } from './render/template.ts';
export { type Resolution, resolutions, resolveMail } from './resolve.ts';
export {
	forgetShared,
	keepBody,
	newMarks,
	queueShared,
	type SharedBody,
	type SharedMail,
	type SharedMails,
} from './shared/index.ts';
export type { Attachment, DeliveryOutcome, MailState } from './tables.ts';
export { type MailServerFault, type MailTrial, tryMailServer } from './trial.ts';
