export { answerEnquiry, handOver, settleEnquiry } from './answer.ts';
export { ask } from './ask.ts';
export { enquiryPersonData } from './person-data.ts';
export { type EnquiryList, listEnquiries, openEnquiries, readEnquiry } from './queries.ts';
