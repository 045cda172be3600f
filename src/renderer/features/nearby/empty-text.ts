import type { NodeView } from '../../../shared/model.ts'

/** What an empty Nearby says first: that one can wait, or that waiting is in vain here and a link is the way. */
export function emptyText({ state, message }: Pick<NodeView['discovery'], 'state' | 'message'>) {
  if (state === 'live' || (state === 'listening' && message === '')) {
    return {
      title: 'Nobody nearby yet',
      lede: 'Projects show up here by themselves as soon as somebody on this network shares one. No need to reload.',
    }
  }
  return {
    title: 'Nobody can be heard here',
    lede: 'Projects of others don’t show up by themselves at the moment. Ask somebody for a link, or hand out yours: a link needs no discovery.',
  }
}
