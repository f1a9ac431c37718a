export { CurrentSubscriber, type Subscriber } from './subscriber.js';
export { SUBSCRIPTION_LIMITS, type SubscriptionLimits } from './subscription-limits.js';
export { SubscriptionServer } from './subscription-server.js';
