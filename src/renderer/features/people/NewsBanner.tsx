import { Check, TriangleAlert } from 'lucide-react'
import type { Project } from '../../../shared/model.ts'
import { go, useOnline } from '../../store/app.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { shown } from '../../../shared/text.ts'
import { markRead, merge } from './actions.ts'
import { forecastText, mergeBlockedBy } from './forecast.ts'
import { newsOf, newsSentence, type News } from './news.ts'

/** New commits of the person who published last, and what can be done about them. Announced once, politely. */
export function NewsBanner({ project }: { project: Project }) {
  const news = newsOf(project)
  return (
    <>
      <p className="vh" role="status" aria-label="New commits">
        {news && newsSentence(news)}
      </p>
      {news && <Banner project={project} news={news} />}
    </>
  )
}

function Banner({ project, news }: { project: Project; news: News }) {
  const online = useOnline()
  const { repoHash, workingTree } = project
  const { remote, ref, text, others, canMerge, conflicts } = news
  const name = shown(remote.name, 60)
  const blocked = mergeBlockedBy(workingTree)
  return (
    <div className="banner news">
      <Avatar peerId={remote.peerId} size={24} away={!remote.online} />
      <span className="cut">
        <b className="fw6 name">{name}</b> has {text}
      </span>
      <Outlook news={news} blocked={blocked} />
      {others > 0 && (
        <button
          type="button"
          className="link meta"
          onClick={() => go({ name: 'project', repoHash, tab: 'people' })}
        >
          +{others} more
        </button>
      )}
      <span className="sp" />
      <Button small look="ghost" disabled={!online} onClick={() => void markRead(repoHash, remote.person)}>
        Mark read
      </Button>
      {conflicts && (
        <Button small onClick={() => go({ name: 'project', repoHash, tab: 'people' })}>
          See conflicts
        </Button>
      )}
      {canMerge && (
        <Button
          small
          look="pri"
          disabled={!online}
          aria-label={`Merge ${remote.person}/${ref.name}`}
          onClick={() => void merge(repoHash, remote.person, ref.name)}
        >
          Merge
          <Kbd keys="M" />
        </Button>
      )}
    </div>
  )
}

function Outlook({ news: { ref, canMerge, conflicts }, blocked }: { news: News; blocked: string }) {
  const { text, tone } = forecastText(ref.merge)
  const icon = tone === 'ok' ? Check : tone === 'bad' ? TriangleAlert : null
  return (
    <span className={`row meta outlook ${tone} ${canMerge || conflicts ? 'hide-sm' : ''}`}>
      {icon && <Icon of={icon} size="s" />}
      <span className="cut">
        {text}
        {tone === 'ok' && !canMerge && `. ${blocked}`}
      </span>
    </span>
  )
}
