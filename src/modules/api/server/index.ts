/* The door of the module for routes and the parts of the app. */

export { answerApi, type ApiSetting } from './answer.ts';
export { endpoints } from './endpoints/index.ts';
export { sweepIdempotency } from './idempotency.ts';
export { openApiDocument } from './openapi.ts';
export { apiPersonData } from './person-data.ts';
export type { Say } from './problem.ts';

export { deliverWebhooks, sweepWebhooks } from './webhooks/deliver.ts';
export { followLedger } from './webhooks/follow.ts';
export {
	makeWebhook,
	pauseWebhook,
	removeWebhook,
	replayWebhook,
	resumeWebhook,
	rotateWebhook,
	testWebhook,
	type WebhookDesk,
} from './webhooks/manage.ts';
export { type DeliveryRow, failingWebhooks, type WebhookRow, webhooksOf, webhookWithLog } from './webhooks/queries.ts';
export type { DeliveryState } from './tables.ts';
