/* The door of the newsletter: subscribing, its issues, and what the desk sees of them. */
export { newsletterSubject } from './desk-subject.ts';
export { confirm, type OpenRequest, readRequest, refuse } from './confirm.ts';
export { consentsInForce, consentVersion } from './consent.ts';
export { fanOut, issueScope, newsletterJobHandlers } from './fan-out.ts';
export { houseName } from './house.ts';
export { closeIssue, newsletterDueHandlers, newsletterScope, resumeFanOuts } from './issue.ts';
export { newsletterKeyOf } from './key.ts';
export { type FoundAddress, forgetSubscriber, liftSuppression, lookUp, suppressAddress } from './lookup.ts';
export { changeSubscription, type OwnSubscription, ownSubscription, unsubscribe } from './manage.ts';
export { issueForDesk, type IssueState, newsletterOverview, type NewsletterOverview } from './overview.ts';
export { newsletterPersonData } from './person-data.ts';
export { type PublicIssue, publicIssue, publicIssues } from './public-issues.ts';
export { plantSubscribers } from './samples.ts';
export { issueMails } from './issue-mails.ts';
export { issueOutbox, resumeIssue, stopIssue } from './stop.ts';
export { subscribe } from './subscribe.ts';
export { sweepNewsletter } from './sweep.ts';
