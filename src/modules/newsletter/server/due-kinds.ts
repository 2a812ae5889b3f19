/** The due item by which an issue closes; its subject is the date of the issue. */
export const issueDue = 'newsletter.issue';
/** The due item by which an issue goes out at one moment; its subject is `{date} {instant}`. */
export const slotDue = 'newsletter.slot';
/** The job that queues the digests of a slot. */
export const fanOutJob = 'newsletter-fan-out';
