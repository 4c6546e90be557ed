import datetime
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('members', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.DateField(blank=True, null=True, verbose_name='from')),
                ('end', models.DateField(blank=True, null=True, verbose_name='until')),
                ('kind', models.CharField(choices=[('city', 'City'), ('business_park', 'Business park'), ('neighbourhood_centre', 'Neighbourhood centre'), ('city_centre', 'City centre'), ('station_area', 'Station area'), ('science_park', 'Science park'), ('other', 'Other area')], max_length=22, verbose_name='kind')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('slug', models.SlugField(max_length=60, verbose_name='address')),
                ('summary', models.CharField(blank=True, max_length=160, verbose_name='in one sentence')),
                ('geometry', models.JSONField(blank=True, null=True, verbose_name='shape')),
                ('west', models.FloatField(editable=False, null=True)),
                ('south', models.FloatField(editable=False, null=True)),
                ('east', models.FloatField(editable=False, null=True)),
                ('north', models.FloatField(editable=False, null=True)),
                ('certainty', models.CharField(choices=[('high', 'certain'), ('medium', 'fairly certain'), ('low', 'uncertain')], default='medium', max_length=6, verbose_name='certainty')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('trashed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='in the trash since')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='places.area', verbose_name='part of')),
            ],
            options={
                'verbose_name': 'area',
                'verbose_name_plural': 'areas',
                'ordering': ('name',),
                'constraints': [models.UniqueConstraint(fields=('collective', 'slug'), name='area_address_once'), models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='area_within_another')],
            },
        ),
        migrations.CreateModel(
            name='AreaAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.DateField(blank=True, null=True, verbose_name='from')),
                ('end', models.DateField(blank=True, null=True, verbose_name='until')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='places.area', verbose_name='area')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
            ],
            options={
                'verbose_name': 'alias',
                'verbose_name_plural': 'aliases',
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='AreaAssociation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.DateField(blank=True, null=True, verbose_name='from')),
                ('end', models.DateField(blank=True, null=True, verbose_name='until')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='association_rows', to='places.area', verbose_name='area')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='area_rows', to='members.organisation', verbose_name='association')),
            ],
            options={
                'verbose_name': 'association of an area',
                'verbose_name_plural': 'associations of areas',
                'constraints': [models.UniqueConstraint(fields=('area', 'organisation'), name='area_association_once')],
            },
        ),
        migrations.CreateModel(
            name='BaseMap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('features', models.JSONField(default=dict, verbose_name='features')),
                ('digest', models.CharField(editable=False, max_length=32)),
                ('attribution', models.CharField(blank=True, max_length=200, verbose_name='attribution')),
                ('updated_on', models.DateField(default=datetime.date.today, verbose_name='updated on')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
            ],
            options={
                'verbose_name': 'base map',
                'verbose_name_plural': 'base maps',
                'constraints': [models.UniqueConstraint(fields=('collective',), name='base_map_once')],
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, verbose_name='address')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('unit', models.CharField(blank=True, max_length=40, verbose_name='unit')),
                ('decimals', models.PositiveSmallIntegerField(default=0, verbose_name='decimals')),
                ('theme', models.CharField(blank=True, choices=[('space', 'Spatial development'), ('energy', 'Energy'), ('mobility', 'Mobility'), ('education_sport', 'Education and sport'), ('housing', 'Housing')], max_length=16, verbose_name='theme')),
                ('direction', models.CharField(choices=[('up', 'higher is better'), ('down', 'lower is better'), ('keep', 'close to the target is better')], default='up', max_length=4, verbose_name='direction')),
                ('scale_low', models.FloatField(blank=True, null=True, verbose_name='scale from')),
                ('scale_high', models.FloatField(blank=True, null=True, verbose_name='scale to')),
                ('definition', models.TextField(blank=True, verbose_name='definition')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
            ],
            options={
                'verbose_name': 'indicator',
                'verbose_name_plural': 'indicators',
                'ordering': ('theme', 'name'),
                'constraints': [models.UniqueConstraint(fields=('collective', 'slug'), name='indicator_address_once')],
            },
        ),
        migrations.CreateModel(
            name='Ambition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('theme', models.CharField(choices=[('space', 'Spatial development'), ('energy', 'Energy'), ('mobility', 'Mobility'), ('education_sport', 'Education and sport'), ('housing', 'Housing')], max_length=16, verbose_name='theme')),
                ('kind', models.CharField(choices=[('ambition', 'Ambition'), ('desired_image', 'Desired image')], default='ambition', max_length=14, verbose_name='kind')),
                ('text', models.CharField(max_length=240, verbose_name='text')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('is_assumed', models.BooleanField(default=False, verbose_name='assumed')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ambitions', to='places.area', verbose_name='area')),
                ('indicator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='ambitions', to='places.indicator', verbose_name='measured by')),
            ],
            options={
                'verbose_name': 'ambition',
                'verbose_name_plural': 'ambitions',
                'ordering': ('theme', 'kind', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Measurement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.FloatField(verbose_name='value')),
                ('measured_on', models.DateField(verbose_name='measured on')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('note', models.CharField(blank=True, max_length=160, verbose_name='note')),
                ('is_assumed', models.BooleanField(default=False, verbose_name='assumed')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='measurements', to='places.area', verbose_name='area')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measurements', to='places.indicator', verbose_name='indicator')),
            ],
            options={
                'verbose_name': 'measurement',
                'verbose_name_plural': 'measurements',
                'ordering': ('measured_on',),
                'constraints': [models.UniqueConstraint(fields=('indicator', 'area', 'measured_on'), name='measurement_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='places.area', verbose_name='area')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='members.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'placement',
                'verbose_name_plural': 'placements',
                'constraints': [models.UniqueConstraint(fields=('area', 'organisation'), name='placement_once')],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.FloatField(verbose_name='value')),
                ('due', models.DateField(verbose_name='by')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('is_assumed', models.BooleanField(default=False, verbose_name='assumed')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='places.area', verbose_name='area')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='places.indicator', verbose_name='indicator')),
            ],
            options={
                'verbose_name': 'target',
                'verbose_name_plural': 'targets',
                'ordering': ('due',),
                'constraints': [models.UniqueConstraint(fields=('indicator', 'area', 'due'), name='target_once', nulls_distinct=False)],
            },
        ),
    ]
